// SPDX-License-Identifier: Apache-2.0
#include "console/views/pages/page.h"

#include "console/views/pages/pageheader.h"

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

void Page::setSubject(const Subject &subject)
{
    if (m_subject == subject)
        return;
    m_subject = subject;
    Q_EMIT subjectChanged(subject);
}

} // namespace muster::console
