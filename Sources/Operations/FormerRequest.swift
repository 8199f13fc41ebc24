import Model
import Wire

/// A request in the form of version 1. During an upgrade hooks and builders of the version before are still at work: what
/// they ask is done as it was. The rest comes from commands, which can be given again.
enum FormerRequest: Decodable {
    case authorizePush(app: AppName, writes: Bool)
    case boot(app: AppName, deploy: Int64)
    case serve(app: AppName, deploy: Int64)
    case news(app: AppName)
    case noteRelease(app: AppName, deploy: Int64, lines: [String])

    private struct Envelope: Decodable { let operation: FormerRequest }

    static func read(_ line: [UInt8]) -> Result<any Operation, Failure> {
        do {
            return .success(try MessageChannel.value(Envelope.self, of: line).operation.now)
        } catch {
            return .failure(
                Failure(
                    .unavailable,
                    "this was asked by a program of an older version than the runner is, and nothing was done",
                    hint: "Renga is being upgraded: give the command again"
                )
            )
        }
    }

    private var now: any Operation {
        switch self {
        case .authorizePush(let app, let writes): OpenRepository(app: app, access: writes ? .write : .read)
        case .boot(let app, let deploy): BootCandidates(app: app, deploy: deploy)
        case .serve(let app, let deploy): ServeRelease(app: app, deploy: deploy)
        case .news(let app): TellNews(app: app)
        case .noteRelease(let app, let deploy, let lines): NoteReleaseOutput(app: app, deploy: deploy, lines: lines)
        }
    }
}
