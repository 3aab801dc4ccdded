import * as df from "durable-functions";
import moment from "moment";

const pause = 2;
function limit(now) {
    return moment.utc(now).add(5, "s");
}

export default df.orchestrator(function* (context) {
    const until = limit(context.df.currentUtcDateTime);
    let looks = 0;
    while (moment.utc(context.df.currentUtcDateTime).isBefore(until)) {
        const found = yield context.df.callActivity("Look", looks);
        looks++;
        if (found) {
            return looks;
        }
        yield context.df.createTimer(moment.utc(context.df.currentUtcDateTime).add(pause, "s").toDate());
    }
    return -1;
});
