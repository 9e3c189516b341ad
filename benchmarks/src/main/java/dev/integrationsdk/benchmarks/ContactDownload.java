package dev.integrationsdk.benchmarks;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Fetches and parses pages on a thread of its own, some ahead of whoever takes them. */
final class ContactDownload implements AutoCloseable {
    private static final int PAGES_AHEAD = 10;
    private static final String LISTING =
            "/crm/objects/2026-03/contacts?limit=100&properties=email,firstname,lastname,phone";

    private final OkHttpClient client;
    private final RemoteAccount account;
    private final ContactPageParser parser = new ContactPageParser();
    private final BlockingQueue<ContactPage> pages = new ArrayBlockingQueue<>(PAGES_AHEAD);
    private final FutureTask<Void> task = new FutureTask<>(this::fetchAll);
    private final Thread thread = new Thread(task, "contact-download");

    private ContactDownload(OkHttpClient client, RemoteAccount account) {
        this.client = client;
        this.account = account;
    }

    static ContactDownload start(OkHttpClient client, RemoteAccount account) {
        ContactDownload download = new ContactDownload(client, account);
        download.thread.setDaemon(true);
        download.thread.start();
        return download;
    }

    private Void fetchAll() throws IOException, InterruptedException {
        ContactPage page = fetch("");
        pages.put(page);
        while (page.next() != null) {
            page = fetch("&after=" + URLEncoder.encode(page.next(), StandardCharsets.UTF_8));
            pages.put(page);
        }
        return null;
    }

    private ContactPage fetch(String cursor) throws IOException {
        Request request = new Request.Builder()
                .url(account.baseUrl() + LISTING + cursor)
                .header("Authorization", "Bearer " + account.token())
                .build();
        try (Response response = client.newCall(request).execute()) {
            if (response.code() != 200) {
                throw new IOException("the server answered " + response.code());
            }
            return parser.parse(response.body().bytes());
        }
    }

    /** Waits for the next page; not to be asked after the last. */
    ContactPage take() throws Exception {
        ContactPage page = pages.poll();
        while (page == null) {
            if (task.isDone()) {
                task.get();
            }
            page = pages.poll(1, TimeUnit.SECONDS);
        }
        return page;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
