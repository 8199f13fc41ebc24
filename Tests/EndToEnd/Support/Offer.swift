import Linux
import Model

/// What a publisher offers of a toolchain, in the shape of its own site: its name there is `HOST/PATH`.
struct Offer: CustomStringConvertible, Sendable {
    let toolchain: String
    let title: String
    let version: String
    let program: String
    /// Where the archive is, and what it begins with.
    let archive: String
    let folder: String
    /// The file that says the sum, where the index does not.
    var sums: String?
    var isSHA512 = false
    /// Paths of its index to what they say, with `$SUM` in place of the archive's sum.
    let index: [String: String]

    var description: String { toolchain }

    private static let isARM = Toolchain.architecture == "arm64"
    private static let arch = isARM ? "aarch64" : "x64"

    static let go = Offer(
        toolchain: "go",
        title: "Go",
        version: "1.25.9",
        program: "go",
        archive: "go.dev/dl/go1.25.9.linux-\(Toolchain.architecture).tar.gz",
        folder: "go",
        index: [
            "go.dev/dl/index.html": """
            [{"version": "go1.25.9", "stable": true, "files": [
              {"filename": "go1.25.9.src.tar.gz", "os": "", "arch": "", "version": "go1.25.9", "sha256": "0", "kind": "source"},
              {"filename": "go1.25.9.linux.tar.gz", "os": "linux", "arch": "\(Toolchain.architecture)", "version": "go1.25.9", "sha256": "$SUM", "kind": "archive"}]}]
            """
        ]
    )

    /// Each of the lists has one line of versions.
    static let temurin = Offer(
        toolchain: "jdk",
        title: "Java",
        version: "17.0.99",
        program: "java",
        archive: "github.com/adoptium/temurin17-binaries/releases/download/jdk-17.0.99%2B9/jdk17.tar.gz",
        folder: "jdk-17.0.99+9",
        index: Dictionary(
            uniqueKeysWithValues: [25, 21, 17, 11, 8].map { line in
                let place = "https://github.com/adoptium/temurin\(line)-binaries/releases/download/jdk-\(line).0.99%2B9/jdk\(line).tar.gz"
                let package = #"{"name": "jdk\#(line).tar.gz", "link": "\#(place)", "checksum": "$SUM"}"#
                return (
                    "api.adoptium.net/v3/assets/latest/\(line)/hotspot",
                    #"[{"release_name": "jdk-\#(line).0.99+9", "version": {"semver": "\#(line).0.99+9"}, "binary": {"package": \#(package)}}]"#
                )
            }
        )
    )

    /// A line that the publisher before it does not have.
    static let zulu = Offer(
        toolchain: "jdk",
        title: "Java",
        version: "19.0.2",
        program: "java",
        archive: "cdn.azul.com/zulu/bin/zulu19.tar.gz",
        folder: "zulu19-linux",
        index: [
            "api.azul.com/metadata/v1/zulu/packages/index.html":
                #"[{"java_version": [19, 0, 2], "download_url": "https://cdn.azul.com/zulu/bin/zulu19.tar.gz", "sha256_hash": "$SUM"}]"#
        ]
    )

    static let maven = Offer(
        toolchain: "maven",
        title: "Maven",
        version: "3.9.99",
        program: "mvn",
        archive: "repo.maven.apache.org/maven2/org/apache/maven/apache-maven/3.9.99/apache-maven-3.9.99-bin.tar.gz",
        folder: "apache-maven-3.9.99",
        sums: "repo.maven.apache.org/maven2/org/apache/maven/apache-maven/3.9.99/apache-maven-3.9.99-bin.tar.gz.sha512",
        isSHA512: true,
        index: [
            "repo.maven.apache.org/maven2/org/apache/maven/apache-maven/maven-metadata.xml":
                "<metadata>\n  <versions>\n    <version>3.9.99</version>\n    <version>4.0.0-rc-4</version>\n  </versions>\n</metadata>\n"
        ]
    )

    static let sbt = Offer(
        toolchain: "sbt",
        title: "sbt",
        version: "1.11.99",
        program: "sbt",
        archive: "github.com/sbt/sbt/releases/download/v1.11.99/sbt-1.11.99.tgz",
        folder: "sbt",
        sums: "github.com/sbt/sbt/releases/download/v1.11.99/sbt-1.11.99.tgz.sha256",
        index: [
            "repo.maven.apache.org/maven2/org/scala-sbt/sbt-launch/maven-metadata.xml":
                "<metadata>\n  <versions>\n    <version>1.11.99</version>\n    <version>2.0.0-RC2</version>\n  </versions>\n</metadata>\n"
        ]
    )

    static func python(_ version: String) -> Offer {
        let place = "github.com/astral-sh/python-build-standalone/releases/download/20261101/cpython-\(version).tar.gz"
        let platform = "\(isARM ? "aarch64" : "x86_64")-unknown-linux-gnu"
        return Offer(
            toolchain: "python",
            title: "Python",
            version: version,
            program: "python3",
            archive: place,
            folder: "python",
            index: [
                "raw.githubusercontent.com/astral-sh/versions/main/v1/python-build-standalone.ndjson":
                    #"{"version": "\#(version)+20261101", "artifacts": [{"platform": "\#(platform)", "variant": "install_only_stripped", "url": "https://\#(place)", "sha256": "$SUM"}]}"#
                    + "\n"
            ]
        )
    }

    static let node = Offer(
        toolchain: "nodejs",
        title: "Node.js",
        version: "22.99.0",
        program: "node",
        archive: "nodejs.org/dist/v22.99.0/node-v22.99.0-linux-\(isARM ? "arm64" : "x64").tar.xz",
        folder: "node-v22.99.0-linux-\(isARM ? "arm64" : "x64")",
        sums: "nodejs.org/dist/v22.99.0/SHASUMS256.txt",
        index: ["nodejs.org/dist/index.json": #"[{"version": "v22.99.0", "files": ["linux-\#(isARM ? "arm64" : "x64")"], "lts": "Jod"}]"#]
    )

    /// The sites of all of them, each with its folder at one double.
    static let bases = Dictionary(
        uniqueKeysWithValues: [
            "go.dev", "api.adoptium.net", "github.com", "api.azul.com", "cdn.azul.com", "repo.maven.apache.org",
            "raw.githubusercontent.com",
            "nodejs.org",
        ].map { ("https://\($0)", "/\($0)") }
    )
}

extension PublisherDouble {
    /// As it should be: its program says its own name and version.
    func publish(_ offer: Offer, mark: String, sum wrong: String? = nil) throws {
        let program = "#!/bin/sh\n# \(mark)\necho \(offer.program) \(offer.version)\n"
        try archive(offer.archive, folder: offer.folder, ["bin/\(offer.program)": program])
        let tool = offer.isSHA512 ? "/usr/bin/sha512sum" : "/usr/bin/sha256sum"
        let text = try Command(tool, ["\(directory)/\(offer.archive)"]).check()
        let sum = wrong ?? String(text.prefix { $0 != " " })
        let name = offer.archive.split(separator: "/").last ?? ""
        if let sums = offer.sums { try write(sums, offer.isSHA512 ? sum : "\(sum)  \(name)\n") }
        for (path, text) in offer.index { try write(path, text.replacing("$SUM", with: sum)) }
    }
}
