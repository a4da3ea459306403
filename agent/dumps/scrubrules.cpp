// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/scrubrules.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

QRegularExpression optimized(const QString &pattern)
{
    QRegularExpression expression(pattern, QRegularExpression::CaseInsensitiveOption);
    expression.optimize();
    return expression;
}

/// A value in quotes, in the escaped quotes of text within JSON, or up to the next separator.
const QString Value = uR"re((?:\\"((?:(?!\\").)+)\\"|"((?:[^"\\]|\\.)+)"|'([^']+)')re"
                      uR"re(|([^\s,;&}\])"'\\{\[][^\s,;&}\])"'\\]*)))re"_s;

QList<ScrubRule> makeRules()
{
    return {
        {"authorization"_L1,
         optimized(uR"re(\bauthorization\\?["']?\s*[:=]\s*\\?["']?(?:\w+\s+)?([^\s"'\\,;]+))re"_s)},
        {"bearer"_L1, optimized(uR"re(\bbearer\s+([\w.~+/=-]{8,}))re"_s)},
        {"jwt"_L1, optimized(uR"re(\b(eyJ[\w-]{8,}\.[\w-]+\.[\w-]+))re"_s)},
        {"url"_L1, optimized(uR"re(\b[a-z][a-z0-9+.-]*://[^\s:/@"']*:([^\s@/"']+)@)re"_s)},
        {"password-hash"_L1,
         optimized(uR"re((\$(?:1|2[abxy]|5|6|7|y|gy|argon2\w*|scrypt|sha1)\$[./\w$,=+-]{8,}))re"_s)},
        {"key-value"_L1,
         optimized(
             uR"re((?:passw(?:or)?d|passphrase|passkey|pwd|secret|api[_-]?key|private[_-]?key)re"
             uR"re(|access[_-]?key|shared[_-]?key|session[_-]?key|auth[_-]?key|server[_-]?key|token|psk)re"
             uR"re(|credentials?|r[ow]community|snmp[_-]?community|community[_-]?string)[\w-]*\\?["']?\s*(?:=>|[:=])\s*)re"_s
             + Value)},
        {"tacacs-radius"_L1,
         optimized(uR"re(\b(?:tacacs|radius|tacplus)\b.*?\b(?:pass)?key\s+(?:\d\s+)?([^\s"'\\]+))re"_s)},
        {"snmp-community"_L1,
         optimized(uR"re((?:\bsnmp-server\s+community\s+|\br[ow]community6?\s+|\bSNMP_COMMUNITY\|))re"
                   uR"re(([^\s"'\\]+))re"_s)},
        {"command-line"_L1,
         optimized(
             uR"re(--?(?:\w+-)*(?:password|passwd|secret|token|passphrase)\s+([^\s"'\\-][^\s"'\\]*))re"_s)},
    };
}

} // namespace

const QList<ScrubRule> &scrubRules()
{
    static const QList<ScrubRule> rules = makeRules();
    return rules;
}

const QRegularExpression &scrubHint()
{
    static const QRegularExpression hint = optimized(
        uR"re(pass|pwd|secret|key|token|psk|credential|communit|authori|bearer|eyJ|://|\$\w+\$)re"_s);
    return hint;
}

} // namespace muster::agent
