const df = require("durable-functions");

module.exports = df.entity(function (context) {
    const pieces = context.df.getState(() => 0);
    switch (context.df.operationName) {
        case "put":
            const more = context.df.getInput();
            context.df.setState(pieces + more);
            break;
        case "clear":
            context.df.setState(0);
            break;
        case "count":
            context.df.return(pieces);
            break;
        case "take":
            if (pieces < context.df.getInput()) {
                throw new Error("There are only " + pieces + ".");
            }
            context.df.setState(pieces - context.df.getInput());
            context.df.return(pieces);
            break;
        case "scrap":
            context.df.destructOnExit();
            break;
    }
});
