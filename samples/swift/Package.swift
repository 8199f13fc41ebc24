// swift-tools-version:6.0
import PackageDescription

let package = Package(name: "shop", targets: [.executableTarget(name: "App")])
