import CLI
import Testing

@Suite("Commands in the reader's form") struct CommandFormTests {
    private static let ssh = CommandForm.ssh(host: "git@apps.example.com")

    @Test func `over SSH a command is one that can be pasted there`() {
        #expect(Self.ssh.text("`renga apps` lists them") == "`ssh git@apps.example.com apps` lists them")
        #expect(Self.ssh.text("Add one: renga keys:add FILE") == "Add one: ssh git@apps.example.com keys:add FILE")
        #expect(Self.ssh.text("renga help\nrenga ps") == "ssh git@apps.example.com help\nssh git@apps.example.com ps")
        #expect(Self.ssh.text("cat A | ssh git@HOST certs:add") == "cat A | ssh git@apps.example.com certs:add")
    }

    @Test func `what is at a terminal says so to ssh`() {
        #expect(Self.ssh.text("renga run bash -a shop") == "ssh -t git@apps.example.com run bash -a shop")
        #expect(Self.ssh.text("`renga ps:exec web.1`") == "`ssh -t git@apps.example.com ps:exec web.1`")
        #expect(Self.ssh.text("renga run:detached x") == "ssh git@apps.example.com run:detached x")
    }

    @Test(arguments: [
        "put it into renga.yml", "renga and renga-runner are of different versions", "/usr/bin/renga ps", "renga", "renga ", "",
        "restart renga now", "my-renga ps",
    ]) func `what is no command stays`(text: String) { #expect(Self.ssh.text(text) == text) }

    @Test func `with the client it is the client's`() {
        #expect(CommandForm.client.text("send it: ssh git@HOST keys:add < FILE") == "send it: renga keys:add < FILE")
        #expect(CommandForm.client.text("`renga apps` lists them") == "`renga apps` lists them")
        #expect(CommandForm.machine.text("ssh git@HOST whoami") == "ssh git@HOST whoami")
    }
}
