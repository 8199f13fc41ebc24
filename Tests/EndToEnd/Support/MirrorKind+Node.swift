extension MirrorKind {
    /// An npm registry of what Debian packages, with Yarn, and with doubles of pnpm and Bun.
    static let node = MirrorKind(
        name: "node",
        apps: [
            "samples/nodejs", "samples/static-build", "Tests/Mirrors/node/apps/yarn", "Tests/Mirrors/node/apps/pnpm",
            "Tests/Mirrors/node/apps/bun",
        ],
        environment: ["NPM_CONFIG_REGISTRY": "$URL", "YARN_NPM_REGISTRY_SERVER": "$URL", "YARN_UNSAFE_HTTP_WHITELIST": "*"]
    )
}
