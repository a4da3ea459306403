// SPDX-License-Identifier: Apache-2.0
#include "agent/service/journallog.h"

#include <QLoggingCategory>
#include <QMetaEnum>

#include <cstdio>

#include <systemd/sd-daemon.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

const char *levelPrefix(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return SD_DEBUG;
    case QtInfoMsg:
        return SD_INFO;
    case QtWarningMsg:
        return SD_WARNING;
    case QtCriticalMsg:
        return SD_ERR;
    case QtFatalMsg:
        return SD_CRIT;
    }
    return SD_NOTICE;
}

void writeMessage(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    // One line a message, whatever a peer put into it.
    QByteArray text = message.toUtf8();
    text.replace('\n', ' ').replace('\r', ' ').replace('\x1b', ' ');
    const char *const level = ::isatty(STDERR_FILENO) == 1 ? "" : levelPrefix(type);
    std::fprintf(stderr, "%s%s: %s\n", level, context.category ? context.category : "muster",
                 text.constData());
}

} // namespace

void logToJournal()
{
    qInstallMessageHandler(writeMessage);
}

void setLogLevel(LogLevel level)
{
    QStringList rules;
    for (const LogLevel each : {LogLevel::Debug, LogLevel::Info, LogLevel::Warning}) {
        const QString name =
            QString::fromLatin1(QMetaEnum::fromType<LogLevel>().valueToKey(int(each))).toLower();
        rules.append(u"muster.*.%1=%2"_s.arg(name, each >= level ? u"true"_s : u"false"_s));
    }
    QLoggingCategory::setFilterRules(rules.join(u'\n'));
}

} // namespace muster::agent
