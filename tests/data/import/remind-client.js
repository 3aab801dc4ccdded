const df = require("durable-functions");

module.exports = async function (context) {
    const client = df.getClient(context);
    await client.raiseEvent(instanceId, "Verdict", true);
    const entityId = new df.EntityId("Stock", "screws");
    await context.df.signalEntity(entityId, "put", 1);
};
