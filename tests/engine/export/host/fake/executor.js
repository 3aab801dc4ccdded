// SPDX-License-Identifier: GPL-3.0-or-later
// Runs an orchestrator from its beginning through a history: history in, actions out, as durable-functions 3.x does.
'use strict';

const { CompoundTask, Task } = require('./tasks');
const { OrchestrationContext } = require('./context');
const { types } = require('../events');

class Executor {
    constructor(trigger) {
        this.actions = [];
        this.nextId = 0;
        this.openTasks = new Map();  // id -> task
        this.openEvents = new Map(); // name -> tasks, the newest is given the next event
        this.deferred = new Map();   // what came before somebody waited for it
        this.isDone = false;
        this.continuesAsNew = false;
        this.exception = undefined;
        this.df = new OrchestrationContext(this, trigger);
    }

    run(context, history, orchestrator) {
        context.df = this.df;
        this.df.currentUtcDateTime = new Date(history[0].Timestamp);
        this.generator = orchestrator(context);
        this.current = new Task();
        this.current.settle(false, undefined);
        const lastTurn = history.map((event) => event.EventType).lastIndexOf(types.OrchestratorStarted);
        history.forEach((event, index) => {
            this.df.isReplaying = index < lastTurn;
            if (!this.isDone && !this.continuesAsNew && !this.exception)
                this.process(event);
        });
    }

    process(event) {
        switch (event.EventType) {
        case types.OrchestratorStarted:
            this.df.currentUtcDateTime = new Date(Math.max(this.df.currentUtcDateTime, new Date(event.Timestamp)));
            break;
        case types.ExecutionStarted:
            this.resume();
            break;
        case types.EventSent:
            this.rename(event);
            break;
        case types.TaskCompleted:
        case types.SubOrchestrationInstanceCompleted:
            this.answer(event.TaskScheduledId, () => [false, JSON.parse(event.Result)]);
            break;
        case types.TaskFailed:
        case types.SubOrchestrationInstanceFailed:
            this.answer(event.TaskScheduledId, () => [true, new Error(`${event.Reason} \n ${event.Details}`)]);
            break;
        case types.TimerFired:
            this.answer(event.TimerId, () => [false, undefined]);
            break;
        case types.EventRaised:
            this.answer(event.Name, (task) => this.eventResult(task, event));
            break;
        default:
        }
    }

    // What an entity answers comes as an event with the name of the request.
    rename(event) {
        const task = this.openTasks.get(event.EventId);
        if (task && [7, 13].includes(task.action.actionType)) {
            this.openTasks.delete(event.EventId);
            this.openTasks.set(JSON.parse(event.Input).id, task);
        }
    }

    eventResult(task, event) {
        const value = event.Input ? JSON.parse(event.Input) : undefined;
        if (task.action.actionType === 13)
            return [false, task.lock];
        if (task.action.actionType !== 7)
            return [false, value];
        const result = value.result ? JSON.parse(value.result) : undefined;
        return value.exceptionType === undefined ? [false, result] : [true, new Error(result)];
    }

    answer(key, result) {
        this.give(key, result);
        this.resume();
    }

    give(key, result) {
        const waiting = this.openEvents.get(key);
        let task = this.openTasks.get(key);
        if (task) {
            this.openTasks.delete(key);
        } else if (waiting) {
            task = waiting.pop();
            if (waiting.length === 0)
                this.openEvents.delete(key);
        } else {
            this.deferred.set(key, [...(this.deferred.get(key) || []), result]);
            return;
        }
        task.settle(...result(task));
        if (task.action.actionType === 7 && this.df.currentLock)
            this.df.currentLock.inFlight.delete(task.action.instanceId);
    }

    // Goes on as long as what the orchestrator waits for is over.
    resume() {
        while (this.current.isOver && !this.isDone && !this.exception) {
            try {
                const { result, isFaulted } = this.current;
                const step = isFaulted ? this.generator.throw(result) : this.generator.next(result);
                if (step.done) {
                    this.isDone = true;
                    this.output = step.value;
                    return;
                }
                if (!(step.value instanceof Task))
                    throw new Error(`Only tasks can be yielded, not a value of the type ${typeof step.value}.`);
                this.current = step.value;
            } catch (thrown) {
                this.exception = thrown;
                return;
            }
            if (!this.current.isOver)
                this.schedule(this.current);
        }
    }

    schedule(task) {
        if (!task.alreadyScheduled) {
            this.mark(task);
            this.addAction(task.actionObj);
        }
        this.track(task);
    }

    mark(task) {
        task.alreadyScheduled = true;
        (task.children || []).forEach((child) => this.mark(child));
    }

    track(task) {
        if (task instanceof CompoundTask) {
            task.children.forEach((child) => this.track(child));
            return;
        }
        if (task.id === undefined) {
            task.id = this.nextId++;
            this.openTasks.set(task.id, task);
        } else if (task.action.actionType === 6) {
            this.openEvents.set(task.id, [...(this.openEvents.get(task.id) || []), task]);
        }
        const early = this.deferred.get(task.id) || [];
        if (early.length > 0) {
            const result = early.shift();
            if (early.length === 0)
                this.deferred.delete(task.id);
            this.give(task.id, result);
        }
    }

    addAction(action) {
        if (!this.continuesAsNew)
            this.actions.push(action);
    }

    // Of what nobody waits for.
    forget(action, ids) {
        if (!this.continuesAsNew) {
            this.actions.push(action);
            this.nextId += ids;
        }
    }

    state() {
        return {
            isDone: this.isDone || this.continuesAsNew,
            actions: [this.actions],
            output: this.output,
            error: this.exception && this.exception.message,
            customStatus: this.df.customStatus,
        };
    }
}

// As a function of the host: the state, or an error that has the state in its message.
function executorOf(orchestrator) {
    return async (trigger, context) => {
        const executor = new Executor(trigger);
        executor.run(context, trigger.history, orchestrator);
        const state = executor.state();
        if (!executor.exception)
            return state;
        const thrown = executor.exception;
        throw Object.assign(new Error(`${thrown.message}\n\n$OutOfProcData$:${JSON.stringify(state)}`), { cause: thrown });
    };
}

module.exports = { executorOf };
