package io.headgate.source.http;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Takes the body of an answer into memory, up to a bound, and hangs up beyond it. */
final class HttpBody implements HttpResponse.BodySubscriber<byte[]> {

    private final HttpResponse.BodySubscriber<byte[]> bytes = HttpResponse.BodySubscribers.ofByteArray();
    private final Flow.Subscriber<List<ByteBuffer>> receiver = bytes;
    private final long most;
    private long received;
    private boolean tooLarge;
    private Flow.@Nullable Subscription subscription;

    private HttpBody(long most) {
        this.most = most;
    }

    /** The body does not end within the bound. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;

        TooLarge() {
            super("the answer is too large");
        }
    }

    static HttpResponse.BodyHandler<byte[]> atMost(long most) {
        return answer -> new HttpBody(most);
    }

    @Override
    public void onSubscribe(Flow.Subscription opened) {
        subscription = opened;
        receiver.onSubscribe(opened);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        if (tooLarge) {
            return;
        }
        for (ByteBuffer buffer : buffers) {
            received += buffer.remaining();
        }
        if (received > most) {
            tooLarge = true;
            receiver.onError(new TooLarge());
            Flow.Subscription open = subscription;
            if (open != null) {
                open.cancel();
            }
        } else {
            receiver.onNext(buffers);
        }
    }

    @Override
    public void onError(Throwable failure) {
        receiver.onError(failure);
    }

    @Override
    public void onComplete() {
        if (!tooLarge) {
            receiver.onComplete();
        }
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return bytes.getBody();
    }
}
