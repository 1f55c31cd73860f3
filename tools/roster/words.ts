/** Common Malay and Indonesian words for people; put together at random they name nobody in particular. */
export const MALE_NAMES =
  'Ahmad Abdul Agus Amir Andi Anwar Arif Azman Bahrum Budi Darwis Dedi Edi Fadli Faisal Firman Hamid Hasan Hendri Herman Idris Ilham Imran Irwan Iskandar Ismail Jamal Joni Kamarudin Khairul Lukman Mahmud Marwan Muhammad Mustafa Nasir Nazar Rahmat Ramli Ridwan Rizal Rusdi Safri Said Samsul Sofyan Sulaiman Suryadi Syahrul Syamsudin Taufik Usman Wahid Yusuf Zainal Zulkifli'.split(
    ' ',
  );

export const FEMALE_NAMES =
  'Aisyah Aminah Ani Asmah Azizah Dahlia Dewi Eka Elmi Erna Fatimah Fitri Habibah Halimah Hasnah Herlina Ida Indah Jamilah Kartini Khadijah Laila Lina Maimunah Mariam Marlina Masitah Murni Nurhayati Nuraini Nurbaya Nurlela Raihan Ratna Rohani Rosmiati Rukiah Sakinah Salmah Sari Siti Sri Suryani Syarifah Tuti Umi Wati Yanti Yuliana Yusra Zahara Zaleha Zubaidah'.split(
    ' ',
  );

export const LAST_NAMES =
  'Abdullah Alamsyah Anwar Arifin Bakar Effendi Fauzi Hakim Halim Hamzah Harahap Hidayat Husin Ibrahim Jaya Kurniawan Latif Lubis Majid Mansur Nasution Nurdin Pratama Putra Rahman Ramadhan Rasyid Saputra Saragih Setiawan Siregar Sitorus Syahputra Tanjung Umar Wahyudi Yunus Zakaria'.split(
    ' ',
  );

export const BIRTH_PLACES =
  'Selatpanjang;Selatpanjang;Selatpanjang;Teluk Belitung;Alai;Bengkalis;Tanjung Samak;Bantar;Sungai Tohor;Bandul;Kedabu Rapat;Siak;Pekanbaru;Dumai;Tanjung Balai Karimun;Batam'.split(
    ';',
  );

export const STREETS =
  'Jl. Merdeka;Jl. Diponegoro;Jl. Imam Bonjol;Jl. Pelabuhan;Jl. Nelayan;Jl. Kartini;Jl. Banglas;Jl. Sagu;Jl. Mesjid;Jl. Pembangunan;Jl. Alah Air;Parit Senang;Parit Baru;Dusun I;Dusun II;Dusun III'.split(
    ';',
  );

/** Occupations of vulnerable workers as regencies name them, with their share of a roster. */
export const OCCUPATIONS: readonly (readonly [name: string, weight: number])[] = [
  ['Petani', 42],
  ['Nelayan', 14],
  ['Buruh harian', 12],
  ['Pedagang', 9],
  ['Tukang', 6],
  ['Buruh pelabuhan', 4],
  ['Guru ngaji', 3],
  ['Marbot', 3],
  ['UMKM', 2],
  ['Tukang parkir', 1],
  ['Penggali kubur', 1],
];

/** Drawn apart, since their sector decides a discount. */
export const TRANSPORT_OCCUPATIONS = ['Ojek', 'Becak motor'] as const;
