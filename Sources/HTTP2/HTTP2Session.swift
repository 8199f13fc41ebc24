import CNGHTTP2

/// The server's side of one HTTP/2 connection: bytes in, bytes out, and its streams in between. One thread uses it.
package final class HTTP2Session {
    private let session: OpaquePointer
    private let limits: HTTP2Limits
    private unowned let streams: any HTTP2Streams
    private var builder: HeadBuilder
    /// Of the request whose last frame is coming in.
    private var trailers: [UInt8] = []
    /// Of answers whose bodies have not been sent to their end.
    private var answers: [Int32: HTTP2Fields] = [:]
    /// Bytes on their way from the library to a stream.
    private var chunk: [UInt8] = []
    /// What frames without use have cost so far, less what requests have brought.
    private var cost = 0
    /// Why the client is sent away.
    package private(set) var isAbused = false

    package init?(_ limits: HTTP2Limits, _ streams: any HTTP2Streams) {
        let library = HTTP2Library.shared
        var made: OpaquePointer?
        guard let callbacks = library.callbacks, let options = library.options,
            nghttp2_session_server_new2(&made, callbacks, nil, options) == 0, let made
        else { return nil }
        session = made
        self.limits = limits
        self.streams = streams
        builder = HeadBuilder(sizeMax: limits.headBytesMax)
        // SAFETY: the library's session ends in `deinit`.
        nghttp2_session_set_user_data(made, Unmanaged.passUnretained(self).toOpaque())
        let settings = [
            nghttp2_settings_entry(
                settings_id: Int32(NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS.rawValue),
                value: limits.streamsMax
            ),
            nghttp2_settings_entry(
                settings_id: Int32(NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE.rawValue),
                value: UInt32(limits.streamWindowBytes)
            ),
            nghttp2_settings_entry(
                settings_id: Int32(NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE.rawValue),
                value: UInt32(clamping: limits.headBytesMax)
            ),
        ]
        guard nghttp2_submit_settings(made, UInt8(NGHTTP2_FLAG_NONE.rawValue), settings, settings.count) == 0,
            nghttp2_session_set_local_window_size(made, 0, 0, limits.connectionWindowBytes) == 0
        else {
            nghttp2_session_del(made)
            return nil
        }
    }

    deinit { nghttp2_session_del(session) }

    /// Takes what the client sent; false where the connection must end once the output is sent.
    package func receive(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
        // SAFETY: the range was checked, the pointer stays within the closure.
        let taken = bytes.withUnsafeBufferPointer {
            nghttp2_session_mem_recv(session, $0.baseAddress.map { $0 + range.lowerBound }, range.count)
        }
        if isAbused { nghttp2_session_terminate_session(session, UInt32(NGHTTP2_ENHANCE_YOUR_CALM.rawValue)) }
        return taken == range.count && !isAbused
    }

    /// Appends what is to be sent until there are `limit` bytes; true where there may be more.
    package func send(into out: inout [UInt8], limit: Int) -> Bool {
        while out.count < limit {
            var bytes: UnsafePointer<UInt8>?
            let count = nghttp2_session_mem_send(session, &bytes)
            guard count > 0, let bytes else { return false }
            // SAFETY: the library's bytes are valid until the next call.
            out.append(contentsOf: UnsafeBufferPointer(start: bytes, count: count))
        }
        return true
    }

    /// Nothing is left to be read or written.
    package var isOver: Bool { nghttp2_session_want_read(session) == 0 && nghttp2_session_want_write(session) == 0 }

    /// An informational head (1xx).
    package func inform(_ stream: Int32, _ fields: HTTP2Fields) {
        _ = fields.withNames {
            nghttp2_submit_headers(session, UInt8(NGHTTP2_FLAG_NONE.rawValue), stream, nil, $0, $0.count, nil)
        }
    }

    /// The head of the answer.
    package func respond(_ stream: Int32, _ fields: HTTP2Fields, hasBody: Bool) {
        cost = max(cost - 20, 0)
        guard hasBody || answers[stream] != nil else {
            _ = fields.withNames { nghttp2_submit_response(session, stream, $0, $0.count, nil) }
            return
        }
        var provider = nghttp2_data_provider()
        provider.read_callback = { _, stream, buffer, count, flags, _, user in
            guard let session = HTTP2Library.session(user), let buffer, let flags else { return 0 }
            // SAFETY: the library's buffer has `count` bytes of room until the callback returns.
            return session.read(stream, UnsafeMutableBufferPointer(start: buffer, count: count), &flags.pointee)
        }
        _ = fields.withNames { nghttp2_submit_response(session, stream, $0, $0.count, &provider) }
    }

    /// What follows the body of an answer; to be said before its end is.
    package func keep(trailers: HTTP2Fields, for stream: Int32) { answers[stream] = trailers }

    /// There is more of a body, or its end.
    package func resume(_ stream: Int32) { nghttp2_session_resume_data(session, stream) }

    /// So many bytes of a body have moved on; the client may send as many more.
    package func consumed(_ stream: Int32, _ count: Int) { nghttp2_session_consume(session, stream, count) }

    /// Nobody carries a stream any more: what still comes for it is thrown away, and its answer ends.
    package func forget(_ stream: Int32) { nghttp2_session_set_stream_user_data(session, stream, nil) }

    /// Cuts a stream off.
    package func reset(_ stream: Int32, isOurFault: Bool) {
        let code = isOurFault ? NGHTTP2_INTERNAL_ERROR : NGHTTP2_NO_ERROR
        nghttp2_submit_rst_stream(session, UInt8(NGHTTP2_FLAG_NONE.rawValue), stream, UInt32(code.rawValue))
    }

    /// New requests are to go elsewhere; those that are under way are finished.
    package func sayGoodbye(isFinal: Bool) {
        if isFinal {
            let last = nghttp2_session_get_last_proc_stream_id(session)
            nghttp2_submit_goaway(session, UInt8(NGHTTP2_FLAG_NONE.rawValue), last, UInt32(NGHTTP2_NO_ERROR.rawValue), nil, 0)
        } else {
            nghttp2_submit_shutdown_notice(session)
        }
    }

    // MARK: what the library calls

    private func token(_ stream: Int32) -> UInt64? {
        nghttp2_session_get_stream_user_data(session, stream).map { UInt64(UInt(bitPattern: $0)) }
    }

    func beginHead(_ frame: nghttp2_frame) -> Int32 {
        trailers.removeAll(keepingCapacity: true)
        guard isRequest(frame) else { return 0 }
        builder.reset()
        let stream = frame.hd.stream_id
        guard let token = streams.begin(stream: stream, of: self) else {
            return Int32(NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE.rawValue)
        }
        // A number in the place of a pointer: nobody follows it.
        nghttp2_session_set_stream_user_data(session, stream, UnsafeMutableRawPointer(bitPattern: UInt(token)))
        return 0
    }

    private func isRequest(_ frame: nghttp2_frame) -> Bool {
        Int(frame.hd.type) == Int(NGHTTP2_HEADERS.rawValue) && frame.headers.cat == NGHTTP2_HCAT_REQUEST
    }

    func take(_ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>, _ frame: nghttp2_frame) {
        if isRequest(frame) { return builder.add(name, value) }
        // Whoever reads them has a limit that is lower; one line beyond ours tells it.
        guard trailers.count <= limits.headBytesMax else { return }
        HeadBuilder.append(name, value, to: &trailers)
    }

    func take(_ data: UnsafeBufferPointer<UInt8>, of stream: Int32) {
        guard let token = token(stream) else {
            // Whoever wanted it is gone; the others must not wait for its share of the window.
            nghttp2_session_consume_connection(session, data.count)
            return
        }
        chunk.removeAll(keepingCapacity: true)
        chunk.append(contentsOf: data)
        streams.take(data: chunk, 0..<chunk.count, for: token)
    }

    func received(_ frame: nghttp2_frame) -> Int32 {
        let isLast = frame.hd.flags & UInt8(NGHTTP2_FLAG_END_STREAM.rawValue) != 0
        switch Int(frame.hd.type) {
        case Int(NGHTTP2_HEADERS.rawValue):
            guard let token = token(frame.hd.stream_id) else { break }
            if isRequest(frame) {
                let head = builder.head(hasBody: !isLast)
                streams.take(head: head?.bytes, isChunked: head?.isChunked ?? false, for: token)
            }
            if isLast { streams.end(token, trailers: isRequest(frame) ? [] : trailers) }
        case Int(NGHTTP2_DATA.rawValue):
            if frame.hd.length == 0, !isLast { cost += 1 }
            if isLast, let token = token(frame.hd.stream_id) { streams.end(token, trailers: []) }
        case Int(NGHTTP2_WINDOW_UPDATE.rawValue):
            // Crumbs of a window cost more to serve than they let through.
            if frame.window_update.window_size_increment < 256 { cost += 1 }
        case Int(NGHTTP2_RST_STREAM.rawValue): cost += 4
        default: cost += 1
        }
        guard cost > limits.idleFramesMax else { return 0 }
        isAbused = true
        return Int32(NGHTTP2_ERR_CALLBACK_FAILURE.rawValue)
    }

    func closed(_ stream: Int32) {
        answers[stream] = nil
        guard let token = token(stream) else { return }
        nghttp2_session_set_stream_user_data(session, stream, nil)
        streams.close(token)
    }

    private func read(_ stream: Int32, _ buffer: UnsafeMutableBufferPointer<UInt8>, _ flags: inout UInt32) -> Int {
        guard let token = token(stream) else {
            end(stream, &flags)
            return 0
        }
        let (count, isLast) = copy(streams.supply(token), to: buffer)
        if count > 0 { streams.supplied(count, of: token) }
        if isLast { end(stream, &flags) }
        return count > 0 || isLast ? count : Int(NGHTTP2_ERR_DEFERRED.rawValue)
    }

    private func end(_ stream: Int32, _ flags: inout UInt32) {
        flags |= NGHTTP2_DATA_FLAG_EOF.rawValue
        guard let trailers = answers.removeValue(forKey: stream) else { return }
        let code = trailers.withNames { nghttp2_submit_trailer(session, stream, $0, $0.count) }
        if code == 0 { flags |= NGHTTP2_DATA_FLAG_NO_END_STREAM.rawValue }
    }

    /// Lets go of the supply before its owner is told, so that this one need not copy what is left.
    private func copy(_ supply: consuming HTTP2Supply, to buffer: UnsafeMutableBufferPointer<UInt8>) -> (Int, isLast: Bool) {
        let count = min(supply.range.count, buffer.count)
        let start = supply.range.lowerBound
        precondition(start >= 0 && start + count <= supply.bytes.count)
        supply.bytes.withUnsafeBufferPointer { source in
            _ = buffer.update(fromContentsOf: source[start..<start + count])
        }
        return (count, supply.isLast && count == supply.range.count)
    }
}
