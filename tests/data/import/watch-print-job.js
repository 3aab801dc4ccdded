const df = require("durable-functions");
const moment = require("moment");

module.exports = df.orchestrator(function* (context) {
    const printJobId = context.df.getInput();
    const pauseInternal = readPause();
    const giveUpAt = readDeadline();

    while (moment.utc(context.df.currentUtcDateTime).isBefore(giveUpAt)) {
        const printState = yield context.df.callActivity("ReadPrinter", printJobId);
        if (printState === "Printed") {
            yield context.df.callActivity("RingBell", printerId);
            break;
        }
        const wakeUp = moment.utc(context.df.currentUtcDateTime).add(pauseInterval, "s");
        yield context.df.createTimer(wakeUp.toDate());
    }
});
