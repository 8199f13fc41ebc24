import Model
import Testing

@testable import Linux

@Suite("Time zones of the machine") struct SystemZonesTests {
    @Test func `a file is read again where it is another, and what is none is none`() throws {
        let folder = "/var/tmp/renga-zones-\(Int.random(in: 100_000...999_999))"
        try Files.makeDirectory(folder)
        defer { try? Files.removeTree(folder) }
        func put(_ zone: String) throws { try Files.replace(folder + "/Here", with: try Files.read("/usr/share/zoneinfo/\(zone)")) }
        #expect(SystemZones.rules("Here", in: folder) == nil)
        try put("Asia/Tokyo")
        #expect(SystemZones.rules("Here", in: folder)?.offset(at: 0) == 32_400)
        #expect(SystemZones.rules("Here", in: folder)?.offset(at: 0) == 32_400)
        try put("Asia/Kolkata")
        #expect(SystemZones.rules("Here", in: folder)?.offset(at: 0) == 19_800)
        try Files.replace(folder + "/Here", with: "no zone")
        #expect(SystemZones.rules("Here", in: folder) == nil)
        try Files.remove(folder + "/Here")
        #expect(SystemZones.rules("Here", in: folder) == nil)
    }

    @Test func `names lead nowhere else`() {
        #expect(SystemZones.rules(nil) == .utc && SystemZones.rules("UTC") == .utc && SystemZones.rules("Europe/Berlin") != nil)
        #expect(SystemZones.rules("../zoneinfo/Europe/Berlin") == nil && SystemZones.rules("/etc/passwd") == nil)
    }
}
