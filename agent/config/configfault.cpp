// SPDX-License-Identifier: Apache-2.0
#include "agent/config/configfault.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

QString toString(const ConfigFault &fault)
{
    QString line = fault.file;
    if (fault.line > 0)
        line += u':' + QString::number(fault.line);
    line += u": "_s;
    if (!fault.key.isEmpty())
        line += fault.key + u": "_s;
    line += fault.text;
    if (!fault.remedy.isEmpty())
        line += u"; "_s + fault.remedy;
    return line;
}

Error toError(const ConfigFault &fault)
{
    const QString source = fault.line > 0 ? fault.file + u':' + QString::number(fault.line) : fault.file;
    return {ErrorCode::Invalid, fault.text, source, fault.key, fault.remedy};
}

} // namespace muster::agent
