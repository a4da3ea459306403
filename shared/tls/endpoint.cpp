// SPDX-License-Identifier: Apache-2.0
#include "shared/tls/endpoint.h"

#include "shared/tls/ipaddress.h"

#include <QList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster {

namespace {

constexpr qsizetype LongestHostName = 253; // RFC 1035, written form
constexpr qsizetype LongestLabel = 63;

std::unexpected<Error> invalid(const QString &text)
{
    return fail(ErrorCode::Invalid, text, u"address"_s);
}

bool isIpv6(QStringView text)
{
    const auto address = IpAddress::parse(text);
    return address && !address->isIpv4();
}

Result<quint16> parsePort(QStringView text)
{
    const bool isNumber =
        !text.isEmpty() && std::ranges::all_of(text, [](QChar c) { return c >= u'0' && c <= u'9'; });
    bool fits = false;
    const uint port = text.toUInt(&fits);
    if (!isNumber || !fits || port < 1 || port > 65535)
        return invalid(u"\"%1\" is not a port; a port is a number from 1 to 65535"_s.arg(text));
    return quint16(port);
}

/// A label starts with a letter or digit, so that a name can never be taken for a command line option.
bool isLabel(QStringView label)
{
    const auto mayOccur = [](QChar c) { return c.isLetterOrNumber() || c == u'-' || c == u'_'; };
    return !label.isEmpty() && label.size() <= LongestLabel && label.front() != u'-'
           && std::ranges::all_of(label, mayOccur);
}

Result<QString> parseHost(QStringView text)
{
    if (text.isEmpty())
        return invalid(u"the host name is missing"_s);
    if (text.size() > LongestHostName)
        return invalid(u"a host name has at most %1 characters"_s.arg(LongestHostName));
    const QStringView name = text.endsWith(u'.') ? text.chopped(1) : text;
    if (!std::ranges::all_of(name.split(u'.'), isLabel))
        return invalid(u"\"%1\" is neither a host name nor an IP address"_s.arg(text));
    const bool isNumeric = std::ranges::all_of(name, [](QChar c) { return c.isDigit() || c == u'.'; });
    if (isNumeric && !IpAddress::parse(name))
        return invalid(u"\"%1\" is not an IPv4 address"_s.arg(text));
    return text.toString();
}

Result<Endpoint> parseBracketed(QStringView text)
{
    const qsizetype end = text.indexOf(u']');
    if (end < 0)
        return invalid(u"the closing bracket of the IPv6 address is missing"_s);
    const QStringView host = text.sliced(1, end - 1);
    if (!isIpv6(host))
        return invalid(u"\"%1\" is not an IPv6 address"_s.arg(host));
    const QStringView rest = text.sliced(end + 1);
    if (rest.isEmpty())
        return Endpoint{host.toString()};
    if (!rest.startsWith(u':'))
        return invalid(u"after the IPv6 address only \":\" and a port may follow"_s);
    return parsePort(rest.sliced(1)).transform([host](quint16 port) {
        return Endpoint{host.toString(), port};
    });
}

} // namespace

Result<Endpoint> Endpoint::parse(QStringView text)
{
    text = text.trimmed();
    if (text.isEmpty())
        return invalid(u"the address is empty"_s);
    if (text.startsWith(u'['))
        return parseBracketed(text);
    if (isIpv6(text))
        return Endpoint{text.toString()};
    const qsizetype colon = text.indexOf(u':');
    if (colon != text.lastIndexOf(u':'))
        return invalid(
            u"\"%1\" is not an IPv6 address; with a port it is written as [address]:port"_s.arg(text));
    const auto host = parseHost(colon < 0 ? text : text.first(colon));
    if (!host)
        return fail(host.error());
    if (colon < 0)
        return Endpoint{*host};
    return parsePort(text.sliced(colon + 1)).transform([&host](quint16 port) {
        return Endpoint{*host, port};
    });
}

QString Endpoint::toString() const
{
    return (host.contains(u':') ? u"[%1]:%2"_s : u"%1:%2"_s).arg(host, QString::number(port));
}

} // namespace muster
