#include "web/http/multipart.hpp"

#include <gtest/gtest.h>

#include "web/http/upload.hpp"

namespace repere::web {
namespace {

const std::string form =
    "--b0\r\nContent-Disposition: form-data; name=\"question\"\r\n\r\nSarcome ?\r\n"
    "--b0\r\nContent-Disposition: form-data; name=\"file\"; filename=\"C:\\\\x\\\\scan "
    "\xc3\xa9.pdf\"\r\nContent-Type: application/pdf\r\n\r\n%PDF-\r\n--b1 is no boundary\r\n"
    "\r\n--b0\r\nContent-Disposition: form-data; name=\"none\"; filename=\"\"\r\nContent-Type: "
    "application/octet-stream\r\n\r\n\r\n--b0--\r\n";

Result<Upload> receive(const std::string& body, std::size_t step,
                       const std::string& type = "multipart/form-data; boundary=b0") {
  auto receiver = UploadReceiver::of_form(type, {});
  if (!receiver) return tl::unexpected(receiver.error());
  for (std::size_t at = 0; at < body.size(); at += step)
    if (auto taken = (*receiver)->take_body(std::string_view(body).substr(at, step)); !taken)
      return tl::unexpected(taken.error());
  return (*receiver)->finish();
}

TEST(Multipart, reads_fields_and_files_in_pieces_of_any_size) {
  for (std::size_t step = 1; step < 80; ++step) {
    const auto upload = receive(form, step);
    ASSERT_TRUE(upload) << upload.error().message;
    EXPECT_EQ(upload->fields.find("question"), "Sarcome ?");
    ASSERT_EQ(upload->files.size(), 1u);
    EXPECT_EQ(upload->files[0].file_name, "scan é.pdf");
    EXPECT_EQ(upload->files[0].type, "application/pdf");
    EXPECT_EQ(*upload->files[0].content.read(0, 1000), "%PDF-\r\n--b1 is no boundary\r\n");
    EXPECT_EQ(*upload->files[0].content.read(5, 2), "\r\n");
  }
}

TEST(Multipart, refuses_what_is_not_well_formed) {
  const std::string part = "--b0\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n";
  for (const std::string& wrong :
       {std::string(""), std::string("--b0"), part + "x", part + "x\r\n--b0", part + "x\r\n--b0\r\n",
        std::string("text before\r\n--b0--"), std::string("--b0x\r\n"),
        std::string("--b0\r\n\r\nx\r\n--b0--"),
        std::string("--b0\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n--b0--"),
        std::string("--b0\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b0--"),
        std::string("--b0\r\nContent-Disposition: form-data; name=\"\xff\"\r\n\r\nx\r\n--b0--"),
        std::string("--b0\r\nContent-Disposition: form-data; name=\"a\x01\"\r\n\r\nx\r\n--b0--"),
        part + "\xff\r\n--b0--", "--b0\r\nX: " + std::string(5000, 'x') + "\r\n\r\n",
        part + std::string(70'000, 'x') + "\r\n--b0--",
        std::string(
            "--b0\r\nContent-Disposition: form-data; name=\"f\"; filename=\"\"\r\n\r\ncontent\r\n--b0--")})
    EXPECT_FALSE(receive(wrong, 7)) << wrong.substr(0, 100);
  std::string many;
  for (int i = 0; i < 100; ++i) many += part + "x\r\n";
  EXPECT_FALSE(receive(many + "--b0--", 1000));
  EXPECT_FALSE(boundary_of("multipart/form-data"));
  EXPECT_FALSE(boundary_of("multipart/form-data; boundary=\"\""));
  EXPECT_FALSE(boundary_of("multipart/form-data; boundary=" + std::string(71, 'a')));
  EXPECT_FALSE(boundary_of("multipart/form-data; boundary=\"a\rb\""));
}

TEST(UnnamedFile, says_when_its_folder_takes_none) {
  EXPECT_EQ(UnnamedFile::make("/nowhere/at/all").error().kind, ErrorKind::unavailable);
}

}  // namespace
}  // namespace repere::web
