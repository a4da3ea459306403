// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QVBoxLayout;

namespace muster::console {

class Label;
class Theme;

/// A panel with rounded corners on the page's ground, with a heading above its content.
class Card : public QWidget
{
    Q_OBJECT
public:
    explicit Card(const Theme &theme, const QString &heading = {}, QWidget *parent = nullptr);

    void setHeading(const QString &heading);
    void addContent(QWidget *content, int stretch = 0);
    /// Content that reaches the card's edges, as a table does.
    void setFlush();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    Label *m_heading;
    QWidget *m_top;
    QVBoxLayout *m_layout;
    QVBoxLayout *m_body;
};

} // namespace muster::console
