const df = require("durable-functions");

module.exports = df.orchestrator(function* (context) {
    const parts = context.df.getInput();
    let attempts = 0;
    let done = null;
    while (true) {
        attempts++;
        try {
            done = yield context.df.callActivity("Build", attempts);
            if (done === "skip") {
                continue;
            }
            break;
        } catch (e) {
            if (attempts >= 3) {
                throw e;
            }
            yield context.df.callActivity("Repair", e.message);
        }
    }
    for (const part of parts) {
        yield context.df.callActivity("Mount", part);
    }
    for (let i = 0; i < parts.length; i++) {
        const answer = yield context.df.callActivity("Test", parts[i]);
        if (answer === "broken") {
            return `${parts[i]} is broken`;
        }
    }
    switch (done) {
        case "fast":
        case "quick":
            yield context.df.callActivity("Praise", done);
            break;
        case "slow":
            return "slow";
        default:
            attempts += 10;
    }
    const event = context.df.waitForExternalEvent("Go");
    const check = context.df.callActivity("Check");
    const winner = yield context.df.Task.any([event, check]);
    if (winner === check) {
        return { attempts, checked: winner.result };
    }
    return attempts;
});
