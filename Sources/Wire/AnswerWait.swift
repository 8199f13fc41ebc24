import Glibc
import Linux

/// The time that somebody has to answer who may hang: to take the connection as well, which is not taken where too many wait for it.
struct AnswerWait {
    private static let lookMilliseconds: Int32 = 50

    private let path: String
    private let deadline: Int64
    private let noticeAt: Int64
    private var notice: AnswerNotice?

    /// - Parameter seconds: nil: as long as it takes.
    init(seconds: Int?, _ notice: AnswerNotice?, at path: String) {
        let now = Moment.monotonicMilliseconds()
        (self.path, self.notice) = (path, notice)
        deadline = seconds.map { now + Int64($0) * 1000 } ?? .max
        noticeAt = now + (notice?.afterMilliseconds ?? 0)
    }

    mutating func connect(_ say: (String) throws -> Void) throws -> Descriptor {
        while true {
            do throws(SystemError) {
                return try UnixSocket.connectAtOnce(path)
            } catch {
                guard error.code == EAGAIN else { throw error }
                _ = poll(nil, 0, min(Self.lookMilliseconds, try rest(say)))
            }
        }
    }

    /// Waits for the first byte.
    mutating func hear(_ descriptor: Int32, _ say: (String) throws -> Void) throws {
        var item = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while poll(&item, 1, try rest(say)) <= 0 {}
    }

    /// Milliseconds until something is to be done about it; says what is waited for when it is time.
    private mutating func rest(_ say: (String) throws -> Void) throws -> Int32 {
        let now = Moment.monotonicMilliseconds()
        guard now < deadline else { throw SystemError("hear from", path, code: ETIMEDOUT) }
        if now >= noticeAt, let notice = notice.take() { try say(notice.words) }
        return Int32(clamping: (notice == nil ? deadline : min(noticeAt, deadline)) - now)
    }
}
