/// A place for a dyno: `web.1` of one deploy of one app.
package struct DynoSlot: Hashable, Sendable, Comparable {
    package var app: AppName
    /// Id of the deploy whose slug and config it runs; of a service, which version of it.
    package var deploy: Int64
    package var kind: SlotKind
    package var type: String
    /// From 1.
    package var index: Int

    package init(app: AppName, deploy: Int64, kind: SlotKind = .formation, type: String, index: Int) {
        self.app = app
        self.deploy = deploy
        self.kind = kind
        self.type = type
        self.index = index
    }

    package var name: String { "\(type).\(index)" }
    /// Whether it gets requests.
    package var isWeb: Bool { kind == .formation && type == "web" }

    package static func < (left: DynoSlot, right: DynoSlot) -> Bool {
        (left.app, left.deploy, left.type, left.index, left.kind) < (right.app, right.deploy, right.type, right.index, right.kind)
    }
}

/// Part of `dyno.json`, which outlives a version: what an older one wrote names no kind, since there was one.
extension DynoSlot: Codable {
    private enum CodingKeys: CodingKey { case app, deploy, kind, type, index }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        app = try values.decode(AppName.self, forKey: .app)
        deploy = try values.decode(Int64.self, forKey: .deploy)
        kind = try values.decodeIfPresent(SlotKind.self, forKey: .kind) ?? .formation
        type = try values.decode(String.self, forKey: .type)
        index = try values.decode(Int.self, forKey: .index)
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        // What an app is called may change while its dynos run.
        try values.encode(app.first, forKey: .app)
        try values.encode(deploy, forKey: .deploy)
        try values.encode(kind, forKey: .kind)
        try values.encode(type, forKey: .type)
        try values.encode(index, forKey: .index)
    }
}
