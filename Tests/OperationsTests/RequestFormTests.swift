import Glibc
import Linux
import Model
import Testing
import Wire

@testable import Operations

/// What outlives a version: the name of each request, what it takes and its parameters, in `Tests/Golden/requests.txt`. A
/// line that changes is a program that is not understood during an upgrade.
@Suite("Form of requests") struct RequestFormTests {
    /// `NAME PERMISSION PARAMETERS`, as the wire has them.
    private struct Form {
        let name: String
        let permission: String
        let parameters: String
    }

    private static func recorded() throws -> [Form] {
        var root = #filePath
        while !Files.exists(root + "/Package.swift") { root = Files.parent(of: root) }
        return try Files.text(root + "/Tests/Golden/requests.txt").split(separator: "\n").map { line in
            let words = line.split(separator: " ", maxSplits: 2).map(String.init)
            try #require(words.count == 3, "\(line)")
            return Form(name: words[0], permission: words[1], parameters: words[2])
        }
    }

    @Test func `every request is recorded as it is, and nothing else`() throws {
        let recorded = try Self.recorded()
        #expect(recorded.map(\.name) == recorded.map(\.name).sorted())
        for type in OperationList.all {
            let forms = recorded.filter { $0.name == type.name }
            #expect(!forms.isEmpty, "add a line to Tests/Golden/requests.txt: \(type.name) \(type.permission.rawValue) {…}")
            for form in forms { try check(type, form) }
        }
        let names = OperationList.all.map { $0.name }
        #expect(Set(names).count == names.count, "two requests have one name")
        for form in recorded { #expect(names.contains(form.name), "\(form.name) is asked for by programs that run somewhere") }
    }

    private func check<Asked: Operation>(_ type: Asked.Type, _ form: Form) throws {
        let line = #"{"key":3,"parameters":\#(form.parameters),"request":"\#(form.name)","version":2}"#
        let question = Question(Array(line.utf8))
        let request = try #require(try question.operation.get() as? Asked)
        #expect(question.key == 3)
        #expect(Asked.permission.rawValue == form.permission)
        let written = try MessageChannel.line(ControlRequest(request, key: 3)).dropLast()
        #expect(String(decoding: written, as: UTF8.self) == line)
        // A role in an app says nothing about a request that is about none.
        #expect(!request.needs.isInApp || request.subject != nil, "\(form.name)")
        // What an app is called is not what it goes by: one that stays with the words of whoever asks is about another app, or none.
        guard request.subject != nil else { return }
        let other = try #require(AppName("other", shown: "elsewhere"))
        var turned = request
        turned.turn(to: other)
        #expect(turned.subject == other, "\(form.name)")
    }
}
