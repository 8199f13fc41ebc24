import Model
import Wire

/// An answer in the form of version 1, for who asked so.
enum FormerResult: Codable, Sendable {
    case done(String)
    case repository(url: String, limits: Configuration.GitLimits)
    case release(version: Int?, message: String)
    case booted(milliseconds: Int64, answers: [String: Int], insecure: [String: String]?)

    init(_ answer: any Sendable) throws(Failure) {
        switch answer {
        case is Done: self = .done("done")
        case let open as OpenRepository.Answer: self = .repository(url: open.url, limits: open.limits)
        case let served as ServeRelease.Answer: self = .release(version: served.version, message: served.url)
        case let booted as BootCandidates.Answer:
            self = .booted(milliseconds: booted.milliseconds, answers: booted.answers, insecure: booted.insecure)
        default: throw Failure(.internal, "the version before has no such answer")
        }
    }
}
