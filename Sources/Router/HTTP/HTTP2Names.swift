/// Fields of HTTP/1.1 that HTTP/2 does not have.
enum HTTP2Names {
    static let connection = Array("connection".utf8)
    static let transferEncoding = Array("transfer-encoding".utf8)
}
