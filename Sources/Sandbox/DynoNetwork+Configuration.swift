import Linux
import Model

extension DynoNetwork {
    /// The network that a configuration asks for, the same for runner and builder.
    package init(_ configuration: Configuration) throws {
        let router = configuration.users.router
        guard let user = try Account.find(router) else {
            throw Failure(
                .notFound,
                "there is no user `\(router)`",
                hint: "install.sh creates it; its name is `users.router` in config.yml"
            )
        }
        try self.init(
            bridge: configuration.network.bridge,
            prefix: configuration.network.prefix,
            nameServers: NameServers.ofThisMachine(configured: configuration.network.nameServers),
            allowed: configuration.network.allow,
            connectionsMax: configuration.network.connectionsMax,
            callers: [user.uid]
        )
    }
}
