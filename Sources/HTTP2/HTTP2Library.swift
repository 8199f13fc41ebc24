import CNGHTTP2

/// The callbacks and options that all sessions share.
// SAFETY: made once and never changed afterwards; nghttp2 copies what it needs of both into each session.
struct HTTP2Library: @unchecked Sendable {
    static let shared = HTTP2Library()

    let callbacks: OpaquePointer?
    let options: OpaquePointer?

    private init() {
        var callbacks: OpaquePointer?
        var options: OpaquePointer?
        nghttp2_session_callbacks_new(&callbacks)
        nghttp2_option_new(&options)
        self.callbacks = callbacks
        self.options = options
        if let options {
            // Windows open as bodies move on to the dyno, not as they come in.
            nghttp2_option_set_no_auto_window_update(options, 1)
            nghttp2_option_set_no_closed_streams(options, 1)
            nghttp2_option_set_max_outbound_ack(options, 256)
            nghttp2_option_set_max_settings(options, 32)
        }
        if let callbacks { Self.install(callbacks) }
    }

    private static func install(_ callbacks: OpaquePointer) {
        nghttp2_session_callbacks_set_on_begin_headers_callback(callbacks) { _, frame, user in
            guard let session = HTTP2Library.session(user), let frame else { return 0 }
            return session.beginHead(frame.pointee)
        }
        nghttp2_session_callbacks_set_on_header_callback(callbacks) { _, frame, name, nameCount, value, valueCount, _, user in
            guard let session = HTTP2Library.session(user), let frame else { return 0 }
            // SAFETY: the library's bytes are valid until the callback returns.
            let name = UnsafeBufferPointer(start: name, count: nameCount)
            session.take(name, UnsafeBufferPointer(start: value, count: valueCount), frame.pointee)
            return 0
        }
        nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks) { _, _, stream, bytes, count, user in
            guard let session = HTTP2Library.session(user) else { return 0 }
            // SAFETY: the library's bytes are valid until the callback returns.
            session.take(UnsafeBufferPointer(start: bytes, count: count), of: stream)
            return 0
        }
        nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks) { _, frame, user in
            guard let session = HTTP2Library.session(user), let frame else { return 0 }
            return session.received(frame.pointee)
        }
        nghttp2_session_callbacks_set_on_stream_close_callback(callbacks) { _, stream, _, user in
            HTTP2Library.session(user)?.closed(stream)
            return 0
        }
    }

    static func session(_ user: UnsafeMutableRawPointer?) -> HTTP2Session? {
        // SAFETY: a session gives itself to its library session, and ends that one before it ends itself.
        user.map { Unmanaged<HTTP2Session>.fromOpaque($0).takeUnretainedValue() }
    }
}
