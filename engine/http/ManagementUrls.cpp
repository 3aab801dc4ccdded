// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/http/ManagementUrls.h"

#include <QUrl>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

Json managementUrls(const InstanceId &instance, const HttpQuestion &question, const WebSettings &settings)
{
    const auto encoded = [](const QString &text) { return QString::fromUtf8(QUrl::toPercentEncoding(text)); };
    const QString root = question.origin + managementBase + "/instances/"_L1 + encoded(instance.toQString());
    const QString connection = question.value(u"connection").trimmed();
    QString common = "taskHub="_L1 + encoded(settings.taskHub) + "&connection="_L1 +
                     encoded(connection.isEmpty() ? u"Storage"_s : connection);
    if (!settings.key.isEmpty())
        common += "&code="_L1 + encoded(QString::fromUtf8(settings.key));
    QString status = root + u'?' + common;
    if (question.flag(u"returninternalservererroronfailure", false))
        status += "&returnInternalServerErrorOnFailure=true"_L1;
    const auto link = [&](QLatin1StringView verb, QLatin1StringView query) {
        return QString(root + u'/' + verb + u'?' + query + common).toStdString();
    };
    Json urls = Json::object();
    urls["id"] = instance.value;
    urls["statusQueryGetUri"] = status.toStdString();
    urls["sendEventPostUri"] = link("raiseEvent/{eventName}"_L1, {});
    urls["terminatePostUri"] = link("terminate"_L1, "reason={text}&"_L1);
    urls["rewindPostUri"] = link("rewind"_L1, "reason={text}&"_L1);
    urls["purgeHistoryDeleteUri"] = QString(root + u'?' + common).toStdString();
    urls["restartPostUri"] = link("restart"_L1, {});
    urls["suspendPostUri"] = link("suspend"_L1, "reason={text}&"_L1);
    urls["resumePostUri"] = link("resume"_L1, "reason={text}&"_L1);
    return urls;
}

} // namespace perdura
