import Model
import Planning
import Testing

@Suite("Commands in what a push says") struct PushedCommandTests {
    private func text(_ text: String) throws -> String { PushedCommands("ssh git@host", of: try #require(AppName("shop"))).text(text) }

    @Test(arguments: [
        (
            "or do without it: renga config:set DISABLE_COLLECTSTATIC=1",
            "or do without it: ssh git@host config:set -a shop DISABLE_COLLECTSTATIC=1"
        ),
        ("renga config:set A=b; `renga config:unset C`", "ssh git@host config:set -a shop A=b; `ssh git@host config:unset -a shop C`"),
        ("`renga store:gc`: all", "`ssh git@host store:gc`: all"),
        ("renga buildpacks:root api -a shop", "ssh git@host buildpacks:root api -a shop"),
    ]) func `are as their reader calls them`(said: String, heard: String) throws { #expect(try text(said) == heard) }

    @Test(arguments: [
        "renga plan .", "renga.yml: x", "xrenga config:set", "renga : no", "renga config: no", "the renga ", "",
        "ssh renga builds:output 7 -a shop",
    ])
    func `are not taken for what is none`(said: String) throws { #expect(try text(said) == said) }
}
