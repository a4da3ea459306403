// SPDX-License-Identifier: Apache-2.0
#include "agent/hostoffload/curl.h"

#include "agent/dumps/childprocess.h"

#include <chrono>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

/// One transfer may take as long as it moves; curl ends one that stands still.
constexpr std::chrono::hours Longest{48};
constexpr auto ConnectSeconds = "30";
constexpr auto StandstillSeconds = "120";
/// What it says about the answer, after its complaints.
constexpr auto Report = "%{stderr}\nmuster-status: %{response_code}\nmuster-repr: %header{repr-digest}\n"
                        "muster-old: %header{digest}\n";

/// In quotes, as curl reads its configuration.
QByteArray quoted(const QByteArray &value)
{
    QByteArray text = value;
    text.replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n")
        .replace('\r', "\\r")
        .replace('\t', "\\t");
    return '"' + text + '"';
}

Curl::Answer answerOf(const ChildProcess::Ended &ended)
{
    Curl::Answer answer;
    answer.exitCode = ended.signal == 0 ? ended.exitCode : -1;
    const QByteArrayList lines = ended.complaint.split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith("curl: "))
            answer.complaint = QString::fromUtf8(line.sliced(6)).trimmed();
        else if (line.startsWith("muster-status: "))
            answer.status = line.sliced(15).toInt();
        else if (line.startsWith("muster-repr: ") || line.startsWith("muster-old: "))
            answer.digest = answer.digest.isEmpty() ? digestIn(line.sliced(12)) : answer.digest;
    }
    return answer;
}

} // namespace

Curl::Curl(const QByteArray &url)
{
    set("url", url);
    set("silent");
    set("show-error");
    set("globoff");
    set("noproxy", "*");
    set("connect-timeout", ConnectSeconds);
    set("speed-limit", "1");
    set("speed-time", StandstillSeconds);
    set("write-out", Report);
}

void Curl::set(const QByteArray &option)
{
    m_settings += option + '\n';
}

void Curl::set(const QByteArray &option, const QByteArray &value)
{
    m_settings += option + " = " + quoted(value) + '\n';
}

Result<Curl::Answer> Curl::run(const HostBlob *body, const Sink &sink, const std::stop_token &stop) const
{
    if (ChildProcess::find(u"curl"_s).isEmpty()) {
        return fail({ErrorCode::Unsupported,
                     u"there is no curl on this node"_s,
                     {},
                     u"host.target"_s,
                     u"install the package curl"_s});
    }
    ProgramInput input;
    input.settings = m_settings;
    if (!m_home.isEmpty())
        input.environment = {u"CURL_HOME="_s + m_home};
    if (body) {
        auto next = body->open();
        if (!next)
            return fail(next.error());
        input.next = *std::move(next);
    }
    // The first word keeps it from reading a configuration of somebody's.
    const QStringList arguments{u"curl"_s, u"--disable"_s, u"--config"_s,
                                QString::fromLatin1(ProgramInput::SettingsFile)};
    return ChildProcess::run(arguments, Longest, stop, sink, input).transform(answerOf);
}

QByteArray digestIn(QByteArrayView header)
{
    const QByteArrayList entries = header.toByteArray().split(',');
    for (const QByteArray &entry : entries) {
        const QByteArray one = entry.trimmed();
        if (one.first(std::min<qsizetype>(8, one.size())).toLower() != "sha-256=")
            continue;
        QByteArray value = one.sliced(8);
        if (value.size() > 1 && value.startsWith(':') && value.endsWith(':'))
            value = value.sliced(1, value.size() - 2);
        return QByteArray::fromBase64(value);
    }
    return {};
}

Error curlError(const Curl::Answer &answer, const QString &where)
{
    const auto error = [&](ErrorCode code, const QString &remedy) {
        const QString said =
            answer.complaint.isEmpty() ? u"curl ended with %1"_s.arg(answer.exitCode) : answer.complaint;
        return Error{code, said, where, {}, remedy};
    };
    switch (answer.exitCode) {
    case 1:
        return error(ErrorCode::Unsupported, u"install a curl that knows this protocol"_s);
    case 9:
        return error(ErrorCode::Io, u"give the target's user the right to write there"_s);
    case 28:
        return error(ErrorCode::Timeout, {});
    case 51:
    case 60:
        return error(ErrorCode::NotPaired,
                     u"find out whether it is the right host; then put its key or authority into the file "
                     "that the configuration names"_s);
    case 58:
    case 77:
        return error(ErrorCode::Io, u"check the files that the configuration names"_s);
    case 67:
        return error(
            ErrorCode::Forbidden,
            u"correct the file with the password or key, which is then tried at once; or let the user in "
            "there and restart the agent"_s);
    case 70:
        return error(ErrorCode::Io, u"make room there"_s);
    case 78:
        return error(ErrorCode::NotFound, u"make the folder there"_s);
    default:
        return error(ErrorCode::Unavailable, {});
    }
}

} // namespace muster::agent
