/// Rows of the hour that another test shows, by its name, or by that of a recorded case.
enum DailyElsewhere {
    struct Row: Sendable {
        let part: String
        let row: String
        let test: String
    }

    static let rows: [Row] = [
        Row(part: "0", row: "secrets are readable by nobody", test: "has no config var to be read while it is set, served and unset"),
        Row(
            part: "1.1",
            row: "about 100 other commands",
            test: "each command of Heroku's and Dokku's is here, or something true is said of it"
        ),
        Row(
            part: "1.2",
            row: "a checkout that has Heroku's remote",
            test: "leaves Heroku's remote as it is where an app is made, and says how to turn it"
        ),
        Row(part: "1.2", row: "a branch that one has", test: "the branch that is checked out is the one to push"),
        Row(
            part: "1.3",
            row: "an app with a worker alone",
            test: "is told of before its first push, and when it has workers alone, with commands that work"
        ),
        Row(part: "1.3", row: "Flask without a Procfile", test: "is not what a push makes of one that serves, unless that is said first"),
        Row(part: "1.3", row: "60 silent seconds", test: "of an app that listens where nobody comes"),
        Row(part: "1.3", row: "go.mod, Gemfile, Dockerfile", test: "no buildpack matches: says what each looks for"),
        Row(
            part: "1.3",
            row: "the same commit again",
            test: "the same commit is deployed once more, and with an empty cache all of its steps run"
        ),
        Row(part: "1.3", row: "the same commit again", test: "a push that brings nothing says what runs, and how that is built again"),
        Row(part: "1.3", row: "a push beside another", test: "of two pushes to one app the second waits and is told behind whom"),
        Row(part: "1.4", row: "repository size, last deploy", test: "info-deploy"),
        Row(part: "1.4", row: "the page of an unknown host", test: "says that there is no app at an unknown host"),
        Row(part: "1.5", row: "a static app's command", test: "a static site's dynos are called by a short name"),
        Row(part: "1.5", row: "a crashed dyno", test: "ps-crashed"),
        Row(
            part: "1.5",
            row: "its status, count and next try",
            test: "is started again at once, then with pauses, and its app's page says H10 meanwhile"
        ),
        Row(part: "1.5", row: "just after web=0", test: "ps-crashed"),
        Row(part: "1.5", row: "no dynos, three reasons", test: "is said by its three reasons, with commands that work where they are read"),
        Row(part: "1.6", row: "run", test: "run as on Heroku: streams, status, environment, what is no use, and what they leave"),
        Row(part: "1.6", row: "a terminal", test: "a terminal is a real one, and outlives the runner"),
        Row(part: "1.7", row: "an empty filter", test: "says what there is instead"),
        Row(
            part: "1.7",
            row: "lines of a push",
            test: "leaves its reason in the app's log and no line of its own, and a release names its person and its commit"
        ),
        Row(part: "1.7", row: "a refused push", test: "a refused build leaves its reason, in one line"),
        Row(part: "1.7", row: "the boot probe", test: "leaves out what servers write of the platform's own request"),
        Row(part: "1.7", row: "the release command", test: "runs at a push, a change of config vars and a rollback, and is in the log"),
        Row(
            part: "1.8",
            row: "a value that crashes the app",
            test: "config:set is refused where the new dynos do not come up, and the old ones serve on"
        ),
        Row(part: "1.8", row: "v1 has no code", test: "a rollback to what never had code says which was the first"),
        Row(part: "1.8", row: "refused pushes", test: "are listed newest first, refused ones included, with what became of each"),
        Row(part: "1.9", row: "workers of the router", test: "router-status"),
        Row(part: "1.9", row: "a byte order mark", test: "a byte order mark is left out, and said"),
        Row(part: "1.9", row: "two keys of one name", test: "keys-remove-two"),
        Row(part: "1.9", row: "the last key", test: "one's own key and the last one go only when that is confirmed"),
        Row(part: "1.9", row: "-r and two remotes", test: "a git remote that is named goes before all others"),
        Row(
            part: "1.9",
            row: "two remotes, and a command about no app",
            test: "two remotes of a client's checkout keep nobody from what is about no app"
        ),
        Row(part: "1.9", row: "HEROKU_APP", test: "both variables name an app, Heroku's as well, before the checkout"),
        Row(
            part: "1.9",
            row: "remotes of any name",
            test: "the remote that git's configuration names goes before the usual ones, and others of ours come last"
        ),
        Row(part: "1.9", row: "40 columns", test: "prose is broken between words, and what is to be pasted is not"),
        Row(
            part: "1.9",
            row: "colour at a terminal over SSH",
            test: "is asked, coloured, edited and drawn on, on the machine, over SSH and by the client"
        ),
        Row(part: "1.10", row: "the log of a failed build", test: "one that failed is found and understood over SSH alone"),
        Row(part: "1.10", row: "clear a build cache", test: "a purge takes the caches away, and the names of results with them"),
        Row(part: "1.10", row: "why a request failed", test: "tells what became of a request"),
        Row(part: "1.10", row: "the page leads there", test: "every code is explained to the app's owner, who is led there by its page"),
        Row(part: "1.10", row: "that it was memory", test: "says in an app's log what the kernel did, and nothing of what was before"),
        Row(
            part: "1.10",
            row: "keep a folder",
            test: "storage as one would expect it: releases, one-off dynos, both ways, what is hostile, and the end"
        ),
        Row(part: "1.10", row: "a warning of SQLite", test: "are said where it goes away, and not where it is kept"),
        Row(
            part: "1.10",
            row: "a second person",
            test: "a colleague is let into one app, and meets no other; a pipeline pushes, and does nothing else"
        ),
        Row(part: "1.10", row: "disk of each app", test: "apps-long"),
        Row(
            part: "1.10",
            row: "cancel somebody else's build",
            test: "somebody else's is cancelled, git and the pusher are told by whom, and the next push works at once"
        ),
        Row(part: "1.10", row: "complete commands", test: "bash completes commands, their options, and apps"),
        Row(part: "2.4", row: "complete types", test: "process types, dynos and remotes are offered where they are expected"),
        Row(part: "2.9", row: "at most since a release", test: "ps-type"),
        Row(
            part: "2.1",
            row: "run, detached, in a dyno",
            test: "run as on Heroku: streams, status, environment, what is no use, and what they leave"
        ),
        Row(part: "2.2", row: "without a gap", test: "are restarted without a gap, stopped, waited for and found by their names"),
        Row(part: "2.3", row: "never a word that removes", test: "no slip at all leads to a command that takes something away"),
        Row(part: "2.4", row: "the client", test: "finds host and app by the git remote, and names the app only where nobody did"),
        Row(part: "2.6", row: "what ps knows of a crash", test: "ps-crashed"),
        Row(part: "2.7", row: "builds", test: "one that failed is found and understood over SSH alone"),
        Row(
            part: "2.8",
            row: "the address that is listened at",
            test: "is refused before its time is over when it listens where nobody comes, with the cure"
        ),
        Row(part: "2.9", row: "memory", test: "in Heroku's words, with what helps"),
        Row(part: "2.10", row: "whoami, access, activity", test: "what was changed is told by whom and from where, without values"),
        Row(part: "2.11", row: "since, until", test: "are read as they are written"),
        Row(part: "2.12", row: "config diff of a release", test: "a release says what it changed, and values where they are asked for"),
        Row(part: "3", row: "a key without a comment", test: "keys-no-comment"),
        Row(part: "3", row: "a key is removed by name and fingerprint", test: "keys-remove"),
        Row(part: "3", row: "who waits for whom", test: "is said by name, with what it does and since when"),
        Row(part: "4", row: "two demos in one second", test: "demos that begin in the same moment take different ports and networks"),
    ]
}
