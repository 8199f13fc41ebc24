import Ledger
import Model
import Wire

extension OpenRepository: Operation {
    package func run(_ context: Context) throws -> Answer {
        let platform = context.platform
        guard try platform.ledger.read({ try $0.app(app) }) != nil else {
            throw Failure(
                .notFound,
                "there is no app `\(app)`",
                hint: "create it with `ssh \(platform.configuration.gitHost) create \(app)`, then push again"
            )
        }
        if access == .write { try DiskRoom(platform).checkPush(of: app) }
        return Answer(url: platform.gitURL(app), limits: platform.configuration.git, of: app)
    }
}
