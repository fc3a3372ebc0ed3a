package io.headgate.source.http;

import io.headgate.api.error.ErrorCode;
import io.headgate.api.error.ErrorOwner;

/** Errors of what is read over HTTP. What is wrong with one record is a rejected record instead. */
enum HttpErrorCode implements ErrorCode {
    /** The server answered with a status that a repetition will not change. */
    HTTP_STATUS(ErrorOwner.EXTERNAL_PERMANENT),
    /** All attempts that the configuration allows have failed. */
    RETRIES_EXHAUSTED(ErrorOwner.EXTERNAL_TRANSIENT),
    /** An answer is larger than max_response_bytes. */
    RESPONSE_TOO_LARGE(ErrorOwner.EXTERNAL_PERMANENT),
    /** An answer is not what the configuration says that it is. */
    RESPONSE_UNREADABLE(ErrorOwner.EXTERNAL_PERMANENT),
    /** An address lies outside of the hosts that may be asked, or gives up encryption. */
    ADDRESS_REFUSED(ErrorOwner.EXTERNAL_PERMANENT),
    /** The server's certificate is not trusted, or a file with keys cannot be used. */
    TLS_FAILED(ErrorOwner.EXTERNAL_PERMANENT),
    /** Pages go round in a circle or never end. */
    ENDLESS_PAGES(ErrorOwner.DATA),
    /** The same page came twice. */
    REPEATED_PAGE(ErrorOwner.DATA),
    /** The site's robots.txt forbids a start page. */
    ROBOTS_DISALLOWED(ErrorOwner.EXTERNAL_PERMANENT),
    /** A crawl has more pages than max_pages. */
    TOO_MANY_PAGES(ErrorOwner.CONFIGURATION);

    private final ErrorOwner owner;

    HttpErrorCode(ErrorOwner owner) {
        this.owner = owner;
    }

    @Override
    public ErrorOwner owner() {
        return owner;
    }
}
