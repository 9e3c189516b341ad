package dev.integrationsdk.adapters.ldap;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A socket that stops reading at the call's deadline or after so many bytes. The SDK bounds the wait for one read only, so
 * that a directory which sends a byte now and then, or entries without end, would otherwise hold the thread.
 *
 * <p>Confined to the call that reads; {@link #close()} is safe from any thread.
 */
final class BoundedSocket extends Socket {
    /** Why reading was stopped. */
    enum Stop {
        DEADLINE,
        BYTES
    }

    private volatile Deadline deadline;
    private volatile @Nullable Stop stop;
    private long bytesLeft;

    BoundedSocket(Deadline deadline, long bytes) {
        this.deadline = deadline;
        this.bytesLeft = bytes;
    }

    /** Sets the bounds of the next call. */
    void allow(Deadline next, long bytes) {
        deadline = next;
        bytesLeft = bytes;
    }

    @Nullable
    Stop stop() {
        return stop;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new BoundedStream(super.getInputStream());
    }

    private IOException stopped(Stop reason, IOException failure) {
        stop = reason;
        return failure;
    }

    private final class BoundedStream extends FilterInputStream {
        BoundedStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (deadline.hasPassed()) {
                throw stopped(Stop.DEADLINE, new SocketTimeoutException("the deadline has passed"));
            }
            setSoTimeout(deadline.waitMillis());
            int count = readInTime(buffer, offset, length);
            bytesLeft -= Math.max(0, count);
            if (bytesLeft < 0) {
                throw stopped(Stop.BYTES, new IOException("the answer is longer than allowed"));
            }
            return count;
        }

        private int readInTime(byte[] buffer, int offset, int length) throws IOException {
            try {
                return super.read(buffer, offset, length);
            } catch (SocketTimeoutException tooLong) {
                throw stopped(Stop.DEADLINE, tooLong);
            }
        }
    }
}
