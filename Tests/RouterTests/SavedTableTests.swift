import Glibc
import Linux
import Model
import Testing
import Wire

@testable import Router

/// Routes on a disk that is full for a while: a small file system of its own over the router's folder.
@Suite("Routes on disk") struct SavedTableTests {
    private struct SmallDisk: ~Copyable {
        let path: String

        init(at path: String) throws {
            self.path = path
            let mount = Command("/usr/bin/mount", ["-t", "tmpfs", "-o", "size=64k,mode=0750", "none", path])
            guard try mount.run().status.isSuccess else { throw TestFailure("cannot mount a small disk") }
        }

        func fill() throws {
            let file = try Descriptor.open(path + "/filler", O_WRONLY | O_CREAT | O_APPEND)
            while write(file.number, [UInt8](repeating: 1, count: 4096), 4096) > 0 {}
        }

        func free() throws { try Files.remove(path + "/filler") }

        deinit { _ = try? Command("/usr/bin/umount", ["-l", path]).run() }
    }

    @Test func `are served before they can be saved, and saved as soon as they can`() throws {
        let backend = try Backend.answering("ok")
        defer { backend.stop() }
        let router = try TestRouter()
        let disk = try SmallDisk(at: router.root.routerDirectory)
        try router.serve([backend.target("one")])
        #expect(try Files.text(router.root.routerTable).contains("\"one\""))
        try disk.fill()
        let app = RouteTable.App(name: "myapp", hosts: ["myapp.test"], phase: .up, backends: [backend.target("two")])
        try router.send(.routes(RouteTable(version: 2, apps: [app])))
        let event = try router.nextEvent()
        guard case .applied(2, _, let unsaved) = event else { throw TestFailure("\(event)") }
        #expect(unsaved?.contains("No space left on device") == true)
        let peer = try router.client()
        peer.write("GET / HTTP/1.1\r\nHost: myapp.test\r\n\r\n")
        #expect(peer.takeResponse()?.status == 200)
        #expect(try Files.text(router.root.routerTable).contains("\"one\""))
        #expect(try router.report().routesComplaint?.contains("No space left") == true)
        try disk.free()
        while true {
            if case .applied(_, _, nil) = try router.nextEvent() { break }
        }
        #expect(try Files.text(router.root.routerTable).contains("\"two\""))
    }
}
