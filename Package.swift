// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

func library(_ name: String, _ dependencies: [Target.Dependency] = [], plugins: [Target.PluginUsage] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict, plugins: plugins)
}

/// A program is a door: one `main.swift` over the library that tests can call.
func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
        name: name,
        dependencies: dependencies,
        path: "Sources/Programs/\(name)",
        swiftSettings: strict
    )
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

func system(_ name: String, _ pkgConfig: String, _ package: String) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([package])])
}

let package = Package(
    name: "renga",
    products: [
        .executable(name: "renga", targets: ["renga"]),
        .executable(name: "renga-hooks", targets: ["renga-hooks"]),
        .executable(name: "renga-builder", targets: ["renga-builder"]),
        .executable(name: "renga-runner", targets: ["renga-runner"]),
        .executable(name: "renga-router", targets: ["renga-router"]),
        .executable(name: "renga-acme", targets: ["renga-acme"]),
        .executable(name: "renga-drain", targets: ["renga-drain"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0")
    ],
    targets: [
        system("CGit2", "libgit2", "libgit2-dev"),
        system("CArchive", "libarchive", "libarchive-dev"),
        system("CLibYAML", "yaml-0.1", "libyaml-dev"),
        system("CPCRE2", "libpcre2-8", "libpcre2-dev"),
        system("COpenSSL", "openssl", "libssl-dev"),
        system("CCrypto", "libcrypto", "libssl-dev"),
        system("CNGHTTP2", "libnghttp2", "libnghttp2-dev"),
        .target(name: "CLinux"),

        // Lists of types, made from the names of files.
        .executableTarget(name: "TypeLister", path: "Plugins/TypeLister", swiftSettings: strict),
        .plugin(name: "TypeLists", capability: .buildTool(), dependencies: ["TypeLister"]),

        library("Model"),
        library("Patterns", ["CPCRE2"]),
        library("Planning", ["Model", "Patterns"]),
        library("Linux", ["CLinux", "Model"]),
        library("Git", ["Linux", "Model"]),
        library("LocalGit", ["CGit2", "Git", "Linux", "Model"]),
        library("Archive", ["CArchive", "Linux", "Model"]),
        library("YAML", ["CLibYAML", "Linux", "Model", "Patterns"]),
        library("Sealing", ["CCrypto", "Model"]),
        library("Ledger", [.product(name: "GRDB", package: "GRDB.swift"), "Linux", "Model", "Planning", "Sealing"]),
        library("Sandbox", ["Linux", "Model"]),
        library("Wire", ["Linux", "Model"]),
        library("TLS", ["COpenSSL", "Model"]),
        library("HTTP2", ["CNGHTTP2"]),
        library(
            "Operations",
            ["Archive", "Ledger", "Linux", "Model", "Planning", "Sandbox", "Wire"],
            plugins: ["TypeLists"]
        ),

        library("Hooks", ["CLinux", "Linux", "Model", "Planning", "Wire"]),
        library(
            "Builder",
            [
                "Archive", "CLinux", "Git", "Ledger", "Linux", "Model", "Operations", "Planning", "Sandbox", "Sealing", "Wire", "YAML",
            ]
        ),
        library(
            "Runner",
            [
                "Archive", "CLinux", "Git", "Ledger", "Linux", "Model", "Operations", "Planning", "Sandbox", "Sealing", "TLS", "Wire",
                "YAML",
            ]
        ),
        library("Router", ["CLinux", "HTTP2", "Linux", "Model", "Sealing", "TLS", "Wire"]),
        library("ACME", ["Linux", "Model", "Wire"]),
        library("Drain", ["CLinux", "Linux", "Model", "Planning", "TLS", "Wire"]),
        library("CLI", ["Git", "Linux", "LocalGit", "Model", "Planning", "Wire", "YAML"], plugins: ["TypeLists"]),

        program("renga", ["CLI"]),
        program("renga-hooks", ["Hooks", "Linux"]),
        program("renga-builder", ["Builder", "Linux"]),
        program("renga-runner", ["Linux", "Runner"]),
        program("renga-router", ["Linux", "Router", "YAML", "Model"]),
        program("renga-acme", ["ACME", "Linux"]),
        program("renga-drain", ["Drain", "Linux"]),

        .executableTarget(
            name: "SandboxStarter",
            dependencies: ["Linux", "Sandbox"],
            path: "Tests/SandboxStarter",
            swiftSettings: strict
        ),
        .target(
            name: "RequestBench",
            dependencies: ["Ledger", "Linux", "Model", "Operations", "Sandbox", "Wire"],
            path: "Tests/RequestBench",
            swiftSettings: strict
        ),
        tests("InstallTests", ["Linux", "Model", "YAML"]),
        tests("SandboxTests", ["CLinux", "Linux", "Model", "Sandbox", "SandboxStarter"]),
        tests("YAMLTests", ["Linux", "Model", "YAML"]),
        tests("PlanningTests", ["Model", "Planning"]),
        .target(
            name: "SimulatedPlatform",
            dependencies: ["Model", "Planning"],
            path: "Tests/SimulatedPlatform",
            swiftSettings: strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]
        ),
        .executableTarget(name: "simulate", dependencies: ["SimulatedPlatform"], path: "Tests/Simulate", swiftSettings: strict),
        tests("Simulation", ["Model", "Planning", "SimulatedPlatform"]),
        tests("SealingTests", ["Model", "Sealing"]),
        tests("LedgerTests", [.product(name: "GRDB", package: "GRDB.swift"), "Ledger", "Linux", "Model", "Planning"]),
        tests("OperationsTests", ["Ledger", "Linux", "Model", "Operations", "Planning", "RequestBench", "Sandbox", "Wire"]),
        tests("HooksTests", ["Hooks", "Linux", "Model", "Planning", "renga-hooks"]),
        tests("RunnerTests", ["Ledger", "Linux", "Model", "Operations", "Planning", "RequestBench", "Runner", "Sandbox", "Wire"]),
        tests("BuildpackTests", ["Linux", "Model", "Planning", "YAML"]),

        tests("ModelTests", ["Linux", "Model"]),
        tests("RouterTests", ["CLinux", "Linux", "Model", "Planning", "Router", "TLS", "Wire", "renga-router"]),
        tests("GitTests", ["Git", "Linux", "LocalGit", "Model"]),
        tests("BuilderTests", ["Builder", "Git", "Linux", "Model", "Planning"]),
        tests("LinuxTests", ["Linux", "Model"]),
        tests("DrainTests", ["Drain", "Linux", "Model", "Planning", "Wire"]),
        tests("ACMETests", ["ACME", "Model", "Wire"]),
        tests("TLSTests", ["Linux", "Model", "TLS"]),
        tests("PatternsTests", ["Patterns"]),
        tests("CLITests", ["CLI", "Linux", "Model", "RequestBench", "Wire", "renga"]),
        tests("ArchiveTests", ["Archive", "Linux", "Model"]),
        tests("TidyTests", ["Linux", "Model"]),
        .testTarget(
            name: "EndToEnd",
            dependencies: [
                "CLinux", "Ledger", "Linux", "Model", "Sandbox", "Wire", "renga", "renga-hooks", "renga-builder", "renga-runner",
                "renga-router",
                "renga-acme", "renga-drain", "SimulatedPlatform",
            ],
            swiftSettings: strict
        ),
    ]
)
