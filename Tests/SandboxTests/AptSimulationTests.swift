import Model
import Testing

@testable import Sandbox

@Suite("What apt would upgrade") struct AptSimulationTests {
    private func packages(_ lines: String...) -> [FixedPackage] {
        var simulation = AptSimulation()
        for line in lines { simulation.read(line) }
        return simulation.packages
    }

    @Test func `is named with what is there, what is newer, and whether that is about security`() {
        let found = packages(
            "Reading package lists...",
            "Inst bash [5.2.15-2] (5.2.15-2+b7 Debian:12.9/stable [amd64])",
            "Inst libssl3 [3.0.14-1] (3.0.15-1~deb12u1 Debian:12.9/stable, Debian-Security:12/stable-security [amd64]) [openssl:amd64 ]",
            "Inst linux-new (6.1 Debian:12.9/stable [amd64])",
            "Conf bash (5.2.15-2+b7 Debian:12.9/stable [amd64])",
            "Inst",
            "Inst a [1",
            "Inst a [1] 2 x"
        )
        #expect(
            found == [
                FixedPackage(name: "bash", version: "5.2.15-2", newer: "5.2.15-2+b7", isSecurity: false),
                FixedPackage(name: "libssl3", version: "3.0.14-1", newer: "3.0.15-1~deb12u1", isSecurity: true),
            ]
        )
    }

    @Test func `is bounded`() {
        var simulation = AptSimulation()
        for number in 0..<6_000 { simulation.read("Inst p\(number) [1] (2 Debian:12/stable [amd64])") }
        #expect(simulation.packages.count == 5_000)
        let news = PackageNews(askedAt: 1, simulation.packages)
        #expect(news.count == 5_000 && news.packages.count == PackageNews.packagesMax)
    }

    @Test func `an installation says what it needs before it fetches anything`() {
        var report = AptReport()
        for line in [
            "Need to get 3,210 kB/12.5 MB of archives.", "After this operation, 45.5 MB of additional disk space will be used.",
            "After this operation, 4 MB disk space will be freed.", "After", "Need to get x of",
        ] { _ = report.read(line) }
        #expect(report.bytesNeeded == 48_710_000)
    }

    @Test func `a name that the stack does not have is corrected where it is written`() {
        func hint(_ names: [String], _ namedIn: [String: String]) -> String? {
            var report = AptReport()
            for name in names { _ = report.read("E: Unable to locate package \(name)") }
            return PackageInstaller.failure(report, namedIn: namedIn).hint
        }
        let files = ["ffmpge": "Aptfile", "jqq": "renga.yml"]
        #expect(hint(["ffmpge"], files) == "correct the name in Aptfile, or choose another stack")
        #expect(hint(["ffmpge", "jqq"], files) == "correct the name in Aptfile and in renga.yml, or choose another stack")
        #expect(hint(["other"], files) == "correct the name in the buildpack, or choose another stack")
    }
}
