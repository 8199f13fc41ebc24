/// What a dyno is made of, a release command's included: the one place where a slug becomes something that can be started.
package struct DynoLaunch: Hashable, Sendable {
    package var uid: UInt32
    /// Keys of the layers of its root, top first.
    package var layers: [String]
    package var command: String
    package var environment: [String: String]
    package var limits: Configuration.DynoLimits
    /// Folders that stay.
    package var mounts: [StorageMount]

    /// - Parameters:
    ///   - name: such as `web.1`.
    ///   - port: that it is told to listen on; nil: none.
    package init(
        _ slug: SlugManifest,
        command: String,
        secrets: [String: String],
        config: [String: String],
        name: String,
        port: UInt16?,
        uid: UInt32,
        limits: Configuration.DynoLimits,
        mounts: [StorageMount] = []
    ) {
        self.mounts = mounts
        self.uid = uid
        self.limits = limits
        self.command = command
        layers = slug.layers.map(\.key)
        environment = DynoEnvironment.make(
            slug,
            secrets: secrets,
            config: config,
            name: name,
            port: port,
            memoryBytes: limits.memoryBytes
        )
    }

    /// With its folders that stay to be read and not written.
    package var readingAlone: DynoLaunch {
        var copy = self
        copy.mounts = mounts.map { StorageMount($0.app, $0.name, at: $0.path, copy: $0.copy, isReadOnly: true) }
        return copy
    }
}
