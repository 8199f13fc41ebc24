// swift-tools-version: 6.2
import PackageDescription

// A package of its own, because everything in it is built with libFuzzer and AddressSanitizer; `make fuzz` in the parent
// directory builds and runs it. `Sources` is a link to the parent's.

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// libFuzzer has the `main`; the target has `LLVMFuzzerTestOneInput`.
func fuzzer(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
        name: "Fuzz\(name)",
        dependencies: dependencies,
        path: name,
        swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])]
    )
}

let package = Package(
    name: "renga-fuzz",
    targets: [
        .target(name: "CLinux"),
        library("Model"),
        library("Linux", ["CLinux", "Model"]),
        library("Wire", ["Linux", "Model"]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl"),
        .systemLibrary(name: "CNGHTTP2", pkgConfig: "libnghttp2"),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto"),
        library("Sealing", ["CCrypto", "Model"]),
        library("TLS", ["COpenSSL", "Model"]),
        library("HTTP2", ["CNGHTTP2"]),
        library("Router", ["CLinux", "HTTP2", "Linux", "Model", "Sealing", "TLS", "Wire"]),
        .target(name: "Claim", path: "Claim", swiftSettings: strict),
        fuzzer("Head", ["Claim", "Router"]),
        fuzzer("Chunks", ["Claim", "Router"]),
        fuzzer("Loop", ["Claim", "Model", "Router"]),
    ]
)
