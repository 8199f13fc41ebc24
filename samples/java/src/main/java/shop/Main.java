package shop;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.AbstractHandler;

public class Main {
    private static final ObjectMapper JSON = new ObjectMapper();

    public static void main(String[] arguments) throws Exception {
        Server server = new Server(Integer.parseInt(System.getenv("PORT")));
        server.setHandler(new AbstractHandler() {
            @Override
            public void handle(String path, Request base, HttpServletRequest request, HttpServletResponse response) throws IOException {
                response.setContentType("application/json");
                JSON.writeValue(response.getOutputStream(), Map.of("message", "Hello from Java"));
                base.setHandled(true);
            }
        });
        server.start();
        server.join();
    }
}
