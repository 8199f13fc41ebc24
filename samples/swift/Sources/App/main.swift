import Glibc

// No framework can be had without its registry: a server of sockets stands for one.
signal(SIGTERM) { _ in exit(0) }
// Who has gone is told by `send`.
signal(SIGPIPE, SIG_IGN)
let port = UInt16(getenv("PORT").map { String(cString: $0) } ?? "") ?? 5000
let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
var yes: Int32 = 1
setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
var address = sockaddr_in()
address.sin_family = sa_family_t(AF_INET)
address.sin_port = port.bigEndian
let bound = withUnsafePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(server, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
}
guard bound == 0, listen(server, 64) == 0 else {
    perror("listen")
    exit(1)
}
print("Listening on \(port)")
fflush(nil)

let body = "Hello from Swift\n"
let answer = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
while true {
    let client = accept(server, nil, nil)
    guard client >= 0 else { continue }
    var request = [UInt8](repeating: 0, count: 8192)
    _ = read(client, &request, request.count)
    _ = answer.withCString { send(client, $0, strlen($0), 0) }
    close(client)
}
