// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/designer/SampleCatalog.h"

namespace perdura {

namespace {

QString member(const Json &input, const char *name)
{
    const auto found = input.is_object() ? input.find(name) : input.end();
    return found != input.end() && found->is_string() ? QString::fromStdString(found->get<std::string>())
                                                      : QString();
}

Json schema(const char *text)
{
    return Json::parse(text);
}

} // namespace

ActivityCatalog sampleCatalog()
{
    std::vector<ActivityInfo> activities;
    activities.push_back({"file.read", QStringLiteral("Read file"),
                          QStringLiteral("Reads a text or JSON file of the workspace."),
                          schema(R"({"type":"object","properties":{
                              "path":{"type":"string","title":"Path","format":"path"},
                              "as":{"type":"string","title":"Read as","enum":["text","json"],"default":"text"}},
                              "required":["path"]})"),
                          [](const Json &input) { return member(input, "path"); }});
    activities.push_back({"http.request", QStringLiteral("HTTP request"),
                          QStringLiteral("Calls a web address and gives its answer."),
                          schema(R"({"type":"object","properties":{
                              "method":{"type":"string","title":"Method","enum":["GET","POST","PUT","DELETE"],"default":"GET"},
                              "url":{"type":"string","title":"URL","format":"url"},
                              "body":{"title":"Body","description":"Sent as JSON."}},
                              "required":["url"]})"),
                          [](const Json &input) {
                              return QString(member(input, "method") + u' ' + member(input, "url")).trimmed();
                          }});
    activities.push_back({"log", QStringLiteral("Log"), QStringLiteral("Writes a line into the run's log."),
                          schema(R"({"type":"object","properties":{
                              "text":{"type":"string","title":"Text","format":"multiline"}},"required":["text"]})"),
                          [](const Json &input) { return member(input, "text"); }});
    activities.push_back({"process.run", QStringLiteral("Run a program"),
                          QStringLiteral("Starts a program and waits for its end."),
                          schema(R"({"type":"object","properties":{
                              "program":{"type":"string","title":"Program"},
                              "arguments":{"type":"array","title":"Arguments","items":{"type":"string"}}},
                              "required":["program"]})"),
                          [](const Json &input) { return member(input, "program"); }});
    return ActivityCatalog(std::move(activities));
}

} // namespace perdura
