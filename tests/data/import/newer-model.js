const { app } = require("@azure/functions");
const df = require("durable-functions");

const HELLO = "Hello";
const wait = (minutes) => minutes * 60;

df.app.orchestration("greetAll", function* (ctx) {
    const { cities, pause = 5 } = ctx.df.getInput();
    const outputs = [];
    outputs.push(yield ctx.df.callActivity("say", HELLO + " " + cities[0]));
    const retry = new df.RetryOptions(5000, 3);
    retry.backoffCoefficient = 2;
    const [weather, news] = yield ctx.df.Task.all([
        ctx.df.callActivityWithRetry("weather", retry, { city: cities[0], days: 3 }),
        ctx.df.callSubOrchestrator("readNews", cities[0], `${ctx.df.instanceId}:news`)
    ]);
    outputs.push(weather.text, news);
    const greetings = yield ctx.df.Task.all(cities.map((city, place) => ctx.df.callActivity("say", { city, place })));
    let length = 0;
    for (const greeting of greetings) {
        length += greeting.length;
    }
    ctx.df.setCustomStatus({ greeted: cities.length, length });
    const counter = new df.EntityId("Counter", "greetings");
    ctx.df.signalEntity(counter, "add", length);
    const before = yield ctx.df.callEntity(counter, "get");
    const due = new Date(ctx.df.currentUtcDateTime.getTime() + wait(pause) * 1000);
    yield ctx.df.createTimer(due);
    console.log("done");
    if (!before) {
        throw new Error("Nothing was counted.");
    }
    return { outputs, greetings, before, ...weather };
});

df.app.activity("say", { handler: (input) => `Hello ${input}` });

app.http("start", {
    handler: async (request, context) => {
        const client = df.getClient(context);
        return client.startNew("greetAll");
    }
});
