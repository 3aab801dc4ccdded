const df = require("durable-functions");
const moment = require("moment");

module.exports = df.orchestrator(function* (context) {
    yield context.df.callActivity("AskBoss");

    const latest = moment.utc(context.df.currentUtcDateTime).add(72, "h");
    const patience = context.df.createTimer(latest.toDate());

    const verdict = context.df.waitForExternalEvent("Verdict");
    if (verdict === yield context.df.Task.any([verdict, patience])) {
        patience.cancel();
        yield context.df.callActivity("FollowVerdict", verdict.result);
    } else {
        yield context.df.callActivity("AskHerBoss");
    }
});
