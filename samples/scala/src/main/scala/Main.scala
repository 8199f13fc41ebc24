import com.sun.net.httpserver.HttpServer
import java.net.InetSocketAddress

object Main extends App {
  val server = HttpServer.create(new InetSocketAddress(sys.env("PORT").toInt), 0)
  server.createContext("/", exchange => {
    val body = "Hello from Scala\n".getBytes
    exchange.sendResponseHeaders(200, body.length)
    exchange.getResponseBody.write(body)
    exchange.close()
  })
  server.start()
}
