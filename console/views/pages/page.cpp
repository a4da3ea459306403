// SPDX-License-Identifier: Apache-2.0
#include "console/views/pages/page.h"

#include "console/views/pages/pageheader.h"
#include "console/views/widgets/tablepanel.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace muster::console {

Page::Page(const ViewParts &parts, QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_header(new PageHeader(parts.theme))
    , m_content(new QVBoxLayout(this))
{
    m_content->setContentsMargins(5 * Theme::Step, 4 * Theme::Step, 5 * Theme::Step, 4 * Theme::Step);
    m_content->setSpacing(3 * Theme::Step);
    m_content->addWidget(m_header);
}

void Page::focusFilter()
{
    const auto tables = findChildren<TablePanel *>();
    for (TablePanel *table : tables) {
        if (!table->filter().isVisible())
            continue;
        table->filter().setFocus(Qt::ShortcutFocusReason);
        return table->filter().selectAll();
    }
}

void Page::setSubject(const Subject &subject)
{
    if (m_subject == subject)
        return;
    m_subject = subject;
    Q_EMIT subjectChanged(subject);
}

} // namespace muster::console
