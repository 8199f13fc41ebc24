import Glibc
import Linux
import Testing

/// `make strictness` asks nginx and HAProxy anew; otherwise the page is only held against the forms.
@Suite("docs/router-strictness.md", .serialized) struct StrictnessTableTests {
    @Test func `shows every form, as the router takes it`() throws {
        if getenv("STRICTNESS") != nil {
            try #require(getenv("CI") == nil, "STRICTNESS is not for CI: the page would agree with anything")
            try StrictnessTable.write(try Self.rows())
        }
        let rows = try StrictnessTable.read()
        #expect(rows.map { [$0.form, $0.section, $0.renga] } == Self.forms.map { [$0.form, $0.section, $0.renga] })
        #expect(rows.allSatisfy { !$0.nginx.isEmpty && !$0.haproxy.isEmpty })
        let text = try Files.text(StrictnessTable.path).split(separator: "\n").joined(separator: " ")
        #expect(text.contains(StrictnessTable.summary(rows)), "the page should say: \(StrictnessTable.summary(rows))")
    }

    private static var forms: [StrictnessTable.Row] { RequestForm.all.map { StrictnessTable.Row($0) } }

    /// Where the fault is in a body, what HAProxy does varies from one of its processes to the next: taken by one is taken.
    private static func rows() throws -> [StrictnessTable.Row] {
        // One each: what the one passes on late must not count for the other.
        let dynos = (nginx: try Backend.echoing(), haproxy: try Backend.echoing())
        defer {
            dynos.nginx.stop()
            dynos.haproxy.stop()
        }
        var rows = forms
        for _ in 1...5 {
            let (nginx, haproxy) = (try StrictPeer(.nginx, before: dynos.nginx), try StrictPeer(.haproxy, before: dynos.haproxy))
            for (place, form) in RequestForm.all.enumerated() {
                if rows[place].nginx != "taken" { rows[place].nginx = try nginx.fate(of: form) }
                if rows[place].haproxy != "taken" { rows[place].haproxy = try haproxy.fate(of: form) }
            }
        }
        return rows
    }
}
