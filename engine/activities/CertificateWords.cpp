// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/CertificateWords.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QSslCertificate>
#include <QStringList>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::CertificateWords", text);
}

QString day(const QDateTime &time)
{
    return time.toUTC().date().toString(Qt::ISODate);
}

QString hostsOf(const QSslCertificate &certificate)
{
    QStringList hosts = certificate.subjectAlternativeNames().values();
    if (hosts.isEmpty())
        hosts = certificate.subjectInfo(QSslCertificate::CommonName);
    hosts.sort();
    return hosts.isEmpty() ? tr("no host") : hosts.join(u", "_s);
}

QString issuerOf(const QSslCertificate &certificate)
{
    return certificate.issuerInfo(QSslCertificate::CommonName).join(u", "_s);
}

QString wordsOf(const QSslError &error)
{
    const QSslCertificate certificate = error.certificate();
    switch (error.error()) {
    case QSslError::SelfSignedCertificate:
        return tr("it is self-signed");
    case QSslError::CertificateExpired:
        return tr("it expired on %1").arg(day(certificate.expiryDate()));
    case QSslError::CertificateNotYetValid:
        return tr("it is not valid before %1").arg(day(certificate.effectiveDate()));
    case QSslError::HostNameMismatch:
        return tr("it is made out for %1").arg(hostsOf(certificate));
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::CertificateUntrusted:
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
        return tr("“%1”, who issued it, is not trusted by this machine").arg(issuerOf(certificate));
    default:
        return error.errorString();
    }
}

} // namespace

QString certificateWords(const QList<QSslError> &errors)
{
    QStringList words;
    for (const QSslError &error : errors)
        words.append(wordsOf(error));
    words.removeDuplicates();
    return words.join(tr(" and "));
}

} // namespace perdura
