/// What is wrong, with what a message says of it.
package enum NotifyMatter: Hashable, Sendable, Codable {
    /// - Parameters:
    ///   - dynos: those that crash, such as `web.1`.
    ///   - crashes: of the one that has crashed most, in a row.
    ///   - how: such as `exited with status 1`.
    ///   - lines: what it printed last.
    case crash(type: String, dynos: [String], crashes: Int, how: String, lines: [String])
    /// - Parameter build: its number.
    case push(by: String, commit: String?, build: Int64, reason: String)
    /// - Parameters:
    ///   - ends: of the certificate that is there; seconds since 1970.
    ///   - error: why no other could be got; nil: nobody tries, since it was added by hand.
    case certificate(host: String, error: String?, ends: Int64?)
    /// - Parameters:
    ///   - left: what is left and what has to be.
    ///   - floor: what has to be free, in bytes.
    case disk(left: String, floor: Int64)
    /// - Parameters:
    ///   - used, limit: bytes.
    ///   - killed: the name of a process that the kernel has killed for it.
    ///   - size: that it could have.
    case memory(dyno: String, used: Int64, limit: Int64, killed: String?, size: String?)
    /// - Parameter url: without what lets one in.
    case drain(token: String, url: String, trouble: String)
    /// - Parameter limit: bytes.
    case storage(limit: Int64)
    /// - Parameters:
    ///   - key: by which its runs are known.
    ///   - id: as people name it.
    case cron(key: String, id: String, command: String, dyno: String?, result: String)

    package var event: NotifyEvent {
        switch self {
        case .crash: .crash
        case .push: .push
        case .certificate: .certs
        case .disk: .disk
        case .memory: .memory
        case .drain: .drain
        case .storage: .storage
        case .cron: .cron
        }
    }

    /// What of its app it is about: what is wrong with it at once is one cause.
    package var subject: String {
        switch self {
        case .crash(let type, _, _, _, _): type
        case .memory(let dyno, _, _, _, _): String(dyno.prefix { $0 != "." })
        case .certificate(let host, _, _): host
        case .drain(let token, _, _): token
        case .cron(let key, _, _, _, _): key
        case .push, .disk, .storage: ""
        }
    }
}
