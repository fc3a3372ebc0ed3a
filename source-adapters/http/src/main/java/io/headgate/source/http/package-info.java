/** REST APIs ({@code Api…}) and web pages ({@code Web…}) over one HTTP client ({@code Http…}) and one reader of JSON records. */
@NullMarked
package io.headgate.source.http;

import org.jspecify.annotations.NullMarked;
