extension RefusedTree {
    private static func package(_ more: String = "") -> [String: String] { ["package.json": "{\"main\": \"x.js\"\(more)}", "x.js": ""] }
    private static let locks = ["package-lock.json": "{}", "yarn.lock": "", "pnpm-lock.yaml": "", "npm-shrinkwrap.json": "{}"]

    static let node = [
        RefusedTree(
            "`.heroku` or `.heroku/node` is part of the commit, where builds put programs",
            package().merging([".heroku/node/bin/node": "x", "package-lock.json": "{}"]) { $1 },
            [".heroku/node/bin/node": nil, ".gitignore": ".heroku/node\n"]
        ),
        RefusedTree(
            "`.heroku` or `.heroku/node` is part of the commit, where builds put programs",
            package().merging([".heroku": "x", "package-lock.json": "{}"]) { $1 },
            [".heroku": nil, ".gitignore": ".heroku\n"]
        ),
        RefusedTree(
            "package.json asks for io.js, which became Node.js in 2015",
            package(", \"engines\": {\"iojs\": \"1.0\"}"),
            package(", \"engines\": {\"node\": \"20.x\"}").mapValues { $0 }
        ),
        RefusedTree(
            "Multiple lockfiles found: which package manager installs the dependencies is not clear",
            package().merging(locks) { $1 },
            ["yarn.lock": nil, "pnpm-lock.yaml": nil, "npm-shrinkwrap.json": nil],
            ["package-lock.json": nil, "pnpm-lock.yaml": nil, "npm-shrinkwrap.json": nil],
            ["package-lock.json": nil, "yarn.lock": nil, "npm-shrinkwrap.json": nil],
            ["package-lock.json": nil, "yarn.lock": nil, "pnpm-lock.yaml": nil]
        ),
        RefusedTree(
            "Multiple package managers declared in package.json",
            package(", \"packageManager\": \"pnpm@9.1.0\", \"engines\": {\"npm\": \"10\", \"yarn\": \"4\", \"pnpm\": \"9\"}"),
            package(", \"packageManager\": \"pnpm@9.1.0\"").mapValues { $0 },
            package(", \"engines\": {\"npm\": \"10\"}").mapValues { $0 },
            package(", \"engines\": {\"yarn\": \"4\"}").mapValues { $0 },
            package(", \"engines\": {\"pnpm\": \"9\"}").mapValues { $0 }
        ),
        RefusedTree(
            ".yarnrc.yml names a Yarn of the app's own (yarnPath), which is not part of the commit",
            package().merging(["yarn.lock": "__metadata:\n  version: 8\n", ".yarnrc.yml": "yarnPath: .yarn/releases/yarn-4.1.0.cjs\n"]) {
                $1
            },
            [".yarn/releases/yarn-4.1.0.cjs": "x"],
            [".yarnrc.yml": nil, "package.json": "{\"main\": \"x.js\", \"packageManager\": \"yarn@4.1.0\"}"]
        ),
    ]
}
