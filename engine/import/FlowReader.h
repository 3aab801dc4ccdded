// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/import/CodeReader.h"
#include "engine/import/FlowDraft.h"

#include <set>

namespace perdura {

/// Draws the statements of a function: each that waits or branches becomes a node, the others set variables.
class FlowReader
{
public:
    FlowReader(CodeReader &code, FlowDraft &draft);

    void readBody(const Ast &function);
    void readBlock(const Ast &statements);
    void read(const Ast &statement);
    void readDeclarator(const Ast &declarator);
    /// What the end of the function gives when it comes without return.
    void endFunction();
    /// One operation of an entity: statements, or lists of them, that break leads out of, and what follows.
    void readOperation(const std::vector<const Ast *> &bodies, const std::vector<const Ast *> &after);

private:
    /// Where break, continue and return lead.
    struct Frame
    {
        enum class Kind { Loop, Switch, Container };
        Kind kind = Kind::Loop;
        std::string label = {};
        std::vector<OpenPort> breaks = {};
        std::vector<OpenPort> continues = {};
        bool hasExits = false; ///< of a container: it is left by way of the variable
        bool isFanOut = false; ///< of a container: none of them leads out of it
    };

    // StatementReader.cpp
    void readIf(const Ast &statement);
    [[nodiscard]] bool readWinnerIf(const Ast &statement);
    void readBranches(std::vector<OpenPort> yes, std::vector<OpenPort> no, const Ast &statement);
    void readSwitch(const Ast &statement);
    [[nodiscard]] bool readCasesAsPorts(const Ast &statement, std::vector<std::vector<OpenPort>> &entries,
                                        std::vector<OpenPort> &otherwise);
    void readCasesAsIfs(const Ast &statement, std::vector<std::vector<OpenPort>> &entries,
                        std::vector<OpenPort> &otherwise);
    void readReturn(const Ast &statement);
    void readThrow(const Ast &statement);
    void drawIf(const Json &condition, const std::string &name, const Ast &statement);
    [[nodiscard]] bool isOnlyCancelling(const Ast &statement);
    [[nodiscard]] std::string nameOf(const Ast &condition) const;
    void end(Json output);

    // TryReader.cpp
    void readTry(const Ast &statement);
    void readHandler(const Ast &handler);
    [[nodiscard]] std::vector<const Ast *> exitsOf(const Ast &block) const;
    void finish(Json output);
    void dispatchExits(const std::vector<const Ast *> &exits, const std::string &reference);
    [[nodiscard]] const std::string &exitVariable();
    void leaveLoop(const Ast &statement, bool isContinue, const std::string &label);
    [[nodiscard]] Frame *frameFor(bool isContinue, const std::string &label, bool &isBehindContainer);

    // LoopReader.cpp
    void readLoop(const Ast &statement, const std::string &label);
    void readCountedLoop(const Ast &statement, const std::string &label);
    void readForOf(const Ast &statement, const std::string &label);
    void readEachInOrder(const Ast &statement, const QString &items);
    void readEachByIndex(const Ast &statement, const QString &items, const std::string &label);
    void readPureLoop(const Ast &statement);
    [[nodiscard]] bool isPure(const Ast &statement);
    [[nodiscard]] bool isOfItsOwn(const Ast &body) const;
    [[nodiscard]] std::vector<const Binding *> changedIn(const Ast &code) const;
    void beginLoop();
    void closeLoop(std::size_t head, Frame frame, std::vector<OpenPort> out);
    void bindItem(const Ast &pattern, const QString &text);

    // VariableReader.cpp
    void readDeclaration(const Ast &declaration);
    [[nodiscard]] bool readSpecialValue(const Binding &binding, const Ast &init);
    void readPattern(const Ast &pattern, const QString &value, const Ast &init);
    void readExpression(const Ast &expression);
    void readAwait(const Ast &expression);
    void readAssignment(const Ast &assignment);
    void readChange(const Ast &root, const Ast &change);
    void assign(const Binding &binding, const Ast &value);
    void setVariable(const Binding &binding, Json value);

    // CallReader.cpp
    void readCall(const Ast &call);
    [[nodiscard]] bool readDurableCall(const Ast &call);
    void readEntityReturn(const Ast &call, Json value);
    [[nodiscard]] bool isLastOfAll(const Ast &expression) const;
    void addTask(CodeTasks &tasks, const Ast &push);

    // WaitReader.cpp
    /// Draws what the expression waits for, in the order of the code.
    void readYields(const Ast &expression, const std::string &name = {});
    [[nodiscard]] QString readYield(const Ast &yield, const std::string &name);
    [[nodiscard]] QString draw(CodeTask &task, const std::string &name);
    [[nodiscard]] std::shared_ptr<CodeWinner> readAny(const Ast &call, const std::string &name);
    [[nodiscard]] std::shared_ptr<CodeWinner> drawAny(const std::vector<CodeTaskPtr> &tasks,
                                                      const std::string &name);
    [[nodiscard]] std::shared_ptr<CodeWinner> drawRace(const std::vector<CodeTaskPtr> &tasks,
                                                       const std::string &name);
    [[nodiscard]] std::optional<std::vector<CodeTaskPtr>> tasksIn(const Ast &list);
    void spellWinner(CodeWinner &winner, const std::string &name);
    [[nodiscard]] bool isToldByPorts(const Binding &binding) const;
    [[nodiscard]] const Ast *anyCallOf(const Ast &expression);

    // FanOutReader.cpp
    [[nodiscard]] QString readAll(const Ast &call, const std::string &name);
    [[nodiscard]] QString drawParallel(const std::vector<CodeTaskPtr> &tasks, const std::string &name);
    [[nodiscard]] QString drawFanOut(const FanOut &fanOut, const std::string &name);
    void readFanOutBody(const FanOut &fanOut);
    [[nodiscard]] bool startsTasks(const Binding &binding, const Ast &init);
    [[nodiscard]] CodeTasks *listFilledIn(const Ast &statement);
    [[nodiscard]] bool readFillingLoop(const Ast &statement);
    [[nodiscard]] std::optional<FanOut> fanOutOfMap(const Ast &call);
    [[nodiscard]] std::optional<FanOut> fanOutOfLoop(const Ast &loop);
    [[nodiscard]] std::optional<FanOut> fanOutOfCounter(const Ast &loop);
    [[nodiscard]] bool makesTask(const Ast &expression);

    CodeReader &m_code;
    FlowDraft &m_draft;
    std::vector<Frame> m_frames;
    std::map<const Binding *, std::string> m_variableNames;
    CodeTaskPtr m_lastTask;             ///< what the last yield waited for
    std::vector<QString> m_lastResults; ///< of the lanes of the last Parallel
    CodeTasks *m_filled = nullptr;      ///< the list whose tasks are drawn one for each item
    QString m_lastResult;               ///< of the task of that item
    Json m_entityResult = "=null";      ///< what the caller of an entity gets at the end
    const Ast *m_next = nullptr;        ///< the statement after the one that is read
    std::string m_exitVariable;
    bool m_isInFanOut = false;
};

} // namespace perdura
