/// How a body is framed and how far it is.
struct Body {
    enum Framing { case none, length, chunked, untilClose }

    var framing = Framing.none
    /// Of a `length` body.
    var remaining = 0
    var isDone = true
    /// Restated as chunks, or as bare bytes.
    var isChunkedOut = false
    var decoder: ChunkDecoder?

    init() {}

    init(length: Int) {
        framing = .length
        remaining = length
        isDone = length == 0
    }

    init(chunkedOut: Bool) {
        framing = .chunked
        isDone = false
        isChunkedOut = chunkedOut
        decoder = ChunkDecoder()
    }

    init(untilCloseChunkedOut: Bool) {
        framing = .untilClose
        isDone = false
        isChunkedOut = untilCloseChunkedOut
    }
}
